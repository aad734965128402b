import pytest
from pelican_blog.importing.videos import find_video

YOUTUBE = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
FVP = (
    'a:6:{s:5:"valid";b:1;s:3:"img";i:12;s:8:"provider";s:7:"youtube";s:2:"id";s:11:"AbCdEfGhIjK";'
    's:5:"title";s:6:"Été";s:4:"full";s:43:"https://www.youtube.com/watch?v=AbCdEfGhIjK";}'
).replace('s:6:"Été"', 's:5:"Été"')
TWICE = f's:{len(FVP.encode())}:"{FVP}";'
FILES = {7: "https://old.example.org/wp-content/uploads/film.mp4"}
LOCAL = 'a:3:{s:5:"valid";b:1;s:8:"provider";s:5:"local";s:2:"id";i:7;}'
RAW = (
    'a:3:{s:5:"valid";b:1;s:8:"provider";s:3:"raw";s:4:"full";s:65:"'
    '<iframe src="https://player.vimeo.com/video/123456789"></iframe>  ";}'
)


@pytest.mark.parametrize(
    ("meta", "url"),
    [
        ({"_fvp_video": FVP}, YOUTUBE),
        ({"_fvp_video": TWICE}, YOUTUBE),
        ({"_fvp_video": LOCAL}, FILES[7]),
        ({"_fvp_video": RAW}, "https://vimeo.com/123456789"),
        (
            {"_fvp_video": 'a:2:{s:8:"provider";s:5:"vimeo";s:2:"id";s:9:"123456789";}'},
            "https://vimeo.com/123456789",
        ),
        ({"_fvp_video": 'a:1:{s:5:"valid";b:0;}'}, None),
        ({"rsfv_source": "self", "rsfv_featured_video": "7", "rsfv_featured_embed_video": YOUTUBE}, FILES[7]),
        ({"rsfv_source": "embed", "rsfv_featured_video": "7", "rsfv_featured_embed_video": YOUTUBE}, YOUTUBE),
        ({"_format_video_embed": f"[embed]{YOUTUBE}[/embed]"}, YOUTUBE),
        (
            {"_format_video_embed": '<iframe src="//www.youtube.com/embed/AbCdEfGhIjK?rel=0"></iframe>'},
            YOUTUBE,
        ),
        ({"td_post_video": f'a:1:{{s:8:"td_video";s:43:"{YOUTUBE}";}}'}, YOUTUBE),
        ({"video_url": "http://youtu.be/AbCdEfGhIjK"}, YOUTUBE),
        (
            {"soy_vid_url": "http://www.dailymotion.com/video/x2abcd_titre"},
            "https://www.dailymotion.com/video/x2abcd",
        ),
        ({"enclosure": "http://a.example.org/f.mp4\n123\nvideo/mp4\n"}, "http://a.example.org/f.mp4"),
        ({"enclosure": "http://a.example.org/f.mp3\n123\naudio/mpeg\n"}, None),
        ({"enclosure": "http://a.example.org/f.jpg\n123\nimage/jpeg\n"}, None),
        (
            {"review_embedded_player": '<iframe src="https://radio.example.org/p/1"></iframe>'},
            "https://radio.example.org/p/1",
        ),
        ({"_oembed_abc": f'<iframe src="{YOUTUBE}"></iframe>'}, None),
        ({"video_url": ""}, None),
        ({"my_field": YOUTUBE}, None),
        ({"video_width": "640", "featured_video_image": "http://a.example.org/a.mp4"}, None),
    ],
)
def test_featured_video(meta: dict[str, str], url: str | None) -> None:
    video = find_video([*meta.items()], FILES.get)
    assert (video.url if video else None) == url


def test_order_of_belief() -> None:
    other = "https://vimeo.com/123456789"
    video = find_video([("video_url", other), ("_fvp_video", FVP)], FILES.get)
    assert video
    assert (video.url, video.key, video.title) == (YOUTUBE, "_fvp_video", "Été")
    named = find_video([("_fvp_video", FVP), ("clip", other)], FILES.get, ["clip"])
    assert named
    assert (named.url, named.key) == (other, "clip")


def test_field_that_the_writer_names() -> None:
    video = find_video([("film", "7")], FILES.get, ["film"])
    assert video
    assert (video.url, video.is_known) == (FILES[7], False)


def test_host_without_a_player() -> None:
    video = find_video(
        [("_format_video_embed", "<iframe src='https://tv.example.org/e/1'></iframe>")], FILES.get
    )
    assert video
    assert (video.url, video.is_known) == ("https://tv.example.org/e/1", False)
