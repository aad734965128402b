// Plays a video in the page on click. Without this script, a film has its native controls, and a poster links to
// the host's page.
for (const facade of document.querySelectorAll("a.video-facade[data-embed]")) {
  facade.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = facade.dataset.embed;
    player.title = facade.dataset.title;
    player.style.aspectRatio = facade.dataset.ratio;
    player.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    facade.replaceWith(player);
    player.focus();
  });
}

// A film shows its poster and a play icon instead of controls, until either is clicked.
for (const icon of document.querySelectorAll(".video-frame > .video-icon")) {
  const film = icon.previousElementSibling;
  const play = () => {
    film.controls = true; // without controls it cannot take the focus
    film.focus();
    film.play();
    icon.remove();
  };
  icon.hidden = false;
  film.controls = false;
  icon.parentElement.addEventListener("click", play, { once: true });
}
