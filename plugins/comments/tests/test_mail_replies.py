"""What of a message its writer wrote: replies as mail programs make them, and texts that look like those."""

import sys

import pytest

from .mails import list_cut, make_html, make_raw, read_html, read_letter, read_text

OWN = "Merci Paul !\n\nC’est noté."
GMAIL_FR = "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :"
GMAIL_EN = "On Mon, Nov 3, 2025 at 10:12\u202fAM Paul <cite@example.org> wrote:"
LONG_FR = "Le lun. 3 nov. 2025 à 10:12, Paul de la Longue Montagne-Verte"
LONG_EN = "On Mon, Nov 3, 2025 at 10:12 AM Paul of the Very Long Green Mountain"
QUOTED = "> Bonjour\n>\n> -- \n> Paul <cite@example.org>"

REPLIES = {
    "Gmail": f"{GMAIL_FR}\n\n{QUOTED}\n",
    "Gmail in English": f"{GMAIL_EN}\n\n{QUOTED}",
    "Gmail, wrapped": f"{LONG_FR} <cite@example.org> a\nécrit :\n\n{QUOTED}",
    "Gmail, wrapped before the address": f"{LONG_FR}\n<cite@example.org> a écrit :\n\n{QUOTED}",
    "Gmail in English, wrapped": f"{LONG_EN}\n<cite@example.org> wrote:\n{QUOTED}",
    "Gmail in Spanish": f"El lun, 3 nov 2025 a las 10:12, Paul (<cite@example.org>) escribió:\n\n{QUOTED}",
    "Apple Mail": f"> Le 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :\n> \n{QUOTED}",
    "iPhone": f"Envoyé de mon iPhone\n\n> Le 3 nov. 2025 à 10:12, Paul a écrit :\n> \n{QUOTED}",
    "iPad in English": "Sent from my iPad\n\n> On Nov 3, 2025, at 10:12 AM, Paul\n> <p@example.org> wrote:\n",
    "Thunderbird": f"Le 03/11/2025 à 10:12, Paul a écrit :\n{QUOTED}",
    "Thunderbird in English": f"On 11/3/25 10:12, Paul wrote:\n{QUOTED}",
    "Thunderbird in German": f"Am 03.11.2025 um 10:12 schrieb Paul:\n{QUOTED}",
    "Thunderbird, signature last": f"Paul a écrit le 03/11/2025 à 10:12 :\n{QUOTED}\n\n-- \nJeanne",
    "Outlook": """________________________________
De : Paul <cite@example.org>
Envoyé : lundi 3 novembre 2025 10:12
À : Jeanne <jeanne@example.org>
Objet : [article/1]

Bonjour
""",
    "Outlook in English": """From: Paul <cite@example.org>
Sent: Monday, November 3, 2025 10:12 AM
To: Jeanne
Subject: Hello

Hello""",
    "Outlook for Android": "Get Outlook for Android\n____________________\nFrom: Paul\nSent: a\nTo: b\nHello",
    "Outlook for iOS": "Télécharger Outlook pour iOS<https://example.org/o0ukef>\n",
    "older Outlook": "-----Message d’origine-----\nDe : Paul\nBonjour",
    "older Outlook in English": "-----Original Message-----\nFrom: Paul\nHello",
    "Windows": "Sent from Mail for Windows",
    "Yahoo": "Le lundi 3 novembre 2025 à 10:12:13 UTC+1, Paul <cite@example.org> a écrit :\n\n Bonjour\n",
    "Proton": f"Envoyé avec Proton Mail.\n\nLe lundi 3 novembre 2025 à 10:12, Paul a écrit :\n\n{QUOTED}",
    "Roundcube": f"Le 2025-11-03 10:12, Paul a écrit :\n{QUOTED}",
    "a web mail": "> Message du 03/11/25 10:12\n> De : Paul <cite@example.org>\n> A : Jeanne\n> Bonjour",
    "Android": "Envoyé depuis mon appareil Galaxy\n\n\n",
    "signature": "-- \nJeanne\nUne maxime\n\nde plusieurs\n\nlignes",
    "signature above the quotation": f"-- \nJeanne\n\n{GMAIL_FR}\n\n{QUOTED}",
    "Gmail in German": f"Am Mo., 3. Nov. 2025 um 10:12 Uhr schrieb Paul <cite@example.org>:\n\n{QUOTED}",
    "Gmail in Italian": (
        f"Il giorno lun 3 nov 2025 alle ore 10:12 Paul <cite@example.org> ha scritto:\n\n{QUOTED}"
    ),
    "Gmail in Dutch": f"Op ma 3 nov 2025 om 10:12 schreef Paul <cite@example.org>:\n\n{QUOTED}",
    "Gmail in Portuguese": (
        f"Em seg., 3 de nov. de 2025 às 10:12, Paul <cite@example.org> escreveu:\n\n{QUOTED}"
    ),
    "Gmail in Polish": f"pon., 3 lis 2025 o 10:12 Paul <cite@example.org> napisał(a):\n\n{QUOTED}",
    "Gmail in Polish, wrapped": (
        f"pon., 3 lis 2025 o 10:12 Paul z Zielonej Góry\n<cite@example.org> napisał(a):\n\n{QUOTED}"
    ),
    "Gmail in Russian": f"пн, 3 нояб. 2025 г. в 10:12, Paul <cite@example.org>:\n\n{QUOTED}",
    "Gmail in Japanese": f"2025年11月3日(月) 10:12 Paul <cite@example.org>:\n\n{QUOTED}",
    "Gmail in Chinese": f"Paul <cite@example.org> 于2025年11月3日周一 10:12写道：\n\n{QUOTED}",
    "Gmail in Korean": f"2025년 11월 3일 (월) 오전 10:12, Paul <cite@example.org>님이 작성:\n\n{QUOTED}",
    "Gmail in Turkish": f"Paul <cite@example.org>, 3 Kas 2025 Pzt, 10:12 tarihinde şunu yazdı:\n\n{QUOTED}",
    "Gmail in Danish": f"Den man. 3. nov. 2025 kl. 10.12 skrev Paul <cite@example.org>:\n\n{QUOTED}",
    "Gmail in Finnish": f"ma 3. marrask. 2025 klo 10.12 Paul (cite@example.org) kirjoitti:\n\n{QUOTED}",
    "Gmail in Arabic": (
        f"في الاثنين، 3 نوفمبر 2025 في 10:12 ص تمت كتابة ما يلي بواسطة Paul <cite@example.org>:\n\n{QUOTED}"
    ),
    "Gmail in Hebrew": (
        "\u202bבתאריך יום ב׳, 3 בנוב׳ 2025 ב-10:12 מאת \u202aPaul\u202c\u200f "
        f"<\u202acite@example.org\u202c\u200f>:\u202c\n\n{QUOTED}"
    ),
    "Gmail, forwarded": """---------- Forwarded message ---------
De : Paul <cite@example.org>
Date: lun. 3 nov. 2025 à 10:12
Subject: Un article
To: <jeanne@example.org>


Bonjour
""",
    "Apple Mail in German": f"> Am 03.11.2025 um 10:12 schrieb Paul <cite@example.org>:\n> \n{QUOTED}",
    "iPhone in German": (
        "Von meinem iPhone gesendet\n\n"
        f"> Am 03.11.2025 um 10:12 schrieb Paul <cite@example.org>:\n> \n{QUOTED}"
    ),
    "iPhone in Japanese": (
        f"iPhoneから送信\n\n> 2025/11/03 10:12、Paul <cite@example.org>のメール:\n> \n{QUOTED}"
    ),
    "iPhone in Chinese": (
        f"发自我的 iPhone\n\n> 在 2025年11月3日，10:12，Paul <cite@example.org> 写道：\n> \n{QUOTED}"
    ),
    "iPhone in Polish": (
        "Wysłane z iPhone'a\n\n"
        f"> Wiadomość napisana przez Paul <cite@example.org> w dniu 3 lis 2025:\n{QUOTED}"
    ),
    "Outlook in German": """Von: Paul <cite@example.org>
Gesendet: Montag, 3. November 2025 10:12
An: Jeanne <jeanne@example.org>
Betreff: AW: Un article

Hallo""",
    "Outlook in Spanish": """________________________________
De: Paul <cite@example.org>
Enviado: lunes, 3 de noviembre de 2025 10:12
Para: Jeanne <jeanne@example.org>
Asunto: RE: Un article

Hola""",
    "Outlook in Italian": "Da: Paul\nInviato: lunedì 3 novembre 2025 10:12\nA: Jeanne\nOggetto: R: x\n\nCiao",
    "Outlook in Dutch": (
        "Van: Paul\nVerzonden: maandag 3 november 2025 10:12\nAan: Jeanne\nOnderwerp: x\n\nHoi"
    ),
    "Outlook in Portuguese": "De: Paul\nEnviado: 3 de novembro de 2025 10:12\nPara: Jeanne\nAssunto: x\n\nOi",
    "Outlook in Polish": (
        "Od: Paul <cite@example.org>\nWysłano: 3 listopada 2025 10:12\nDo: Jeanne\nTemat: x\n\nCześć"
    ),
    "Outlook in Russian": (
        "От: Paul <cite@example.org>\nОтправлено: 3 ноября 2025 г. 10:12\nКому: Jeanne\nТема: x\n\nПривет"
    ),
    "Outlook in Japanese": (
        "差出人: Paul <cite@example.org>\n送信日時: 2025年11月3日 10:12\n宛先: Jeanne\n件名: x\n\nこんにちは"
    ),
    "Outlook for Mac": (
        "De : Paul <cite@example.org>\nDate : lundi, 3 novembre 2025 à 10:12\nÀ : Jeanne\n"
        "Objet : x\n\nBonjour"
    ),
    "Outlook, to many": """De : Paul <cite@example.org>
Envoyé : lundi 3 novembre 2025 10:12
À : Jeanne <jeanne@example.org>; Anne <copie@example.org>;
 Zoé <reponse@example.org>
Cc : Un blog <blog@example.org>
Objet : x

Bonjour""",
    "Outlook on a phone": """Envoyé de Outlook pour Android<https://aka.ms/AAb9ysg>
________________________________
From: Paul <cite@example.org>
Sent: Monday, November 3, 2025 10:12:13 AM
To: Jeanne <jeanne@example.org>
Subject: x

Hello""",
    "Yahoo in English": """Sent from Yahoo Mail on Android

  On Mon, Nov 3, 2025 at 10:12 AM, Paul<cite@example.org> wrote:   Hello""",
    "Yahoo in Spanish": (
        "    El lunes, 3 de noviembre de 2025, 10:12:13 CET, Paul <cite@example.org> escribió:  \n \n Hola"
    ),
    "Orange": """> Message du 03/11/25 10:12
> De : "Paul" <cite@example.org>
> A : "Jeanne" <jeanne@example.org>
> Copie à :
> Objet : Re: x
>
> Bonjour
""",
    "Orange, unmarked": """envoyé : 3 novembre 2025 à 10:12
de : Paul <cite@example.org>
à : jeanne@example.org
objet : x

Bonjour""",
    "SFR": """========================================
Message du : 03/11/2025 10:12
De : "Paul " <cite@example.org>
A : jeanne@example.org
Copie à :
Sujet : x

Bonjour""",
    "La Poste": (
        "----- Mail original -----\nDe: Paul <cite@example.org>\nÀ: Jeanne\n"
        "Envoyé: Lundi 3 Novembre 2025\n\nBonjour"
    ),
    "Free": """----- Mail original -----
De: "Paul" <cite@example.org>
À: "Jeanne" <jeanne@example.org>
Envoyé: Lundi 3 Novembre 2025 10:12:13
Objet: x

Bonjour""",
    "Samsung": """Envoyé depuis mon appareil Galaxy


-------- Message d’origine --------
De : Paul <cite@example.org>
Date : 03/11/2025 10:12 (GMT+01:00)
À : jeanne@example.org
Objet : x

Bonjour""",
    "Samsung in English": (
        "-------- Original message --------\nFrom: Paul\nDate: 03/11/2025 10:12 (GMT+00:00)\n"
        "To: Jeanne\nHello"
    ),
    "K-9": (
        "Le 3 novembre 2025 10:12:13 GMT+01:00, Paul <cite@example.org> a écrit :\n>Bonjour\n-- \n"
        "Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté."
    ),
    "FairEmail": f"Nov 3, 2025 10:12:13 AM Paul <cite@example.org>:\n\n{QUOTED}",
    "Proton in French": (
        "Envoyé avec la messagerie sécurisée [Proton Mail](https://proton.me/).\n\n"
        f"Le lundi 3 novembre 2025 à 10:12, Paul <cite@example.org> a écrit :\n\n{QUOTED}"
    ),
    "Proton in English": (
        "Sent with [Proton Mail](https://proton.me/) secure email.\n\n"
        f"On Monday, November 3rd, 2025 at 10:12 AM, Paul <cite@example.org> wrote:\n\n{QUOTED}"
    ),
    "Fastmail": f"On Mon, 3 Nov 2025, at 10:12 AM, Paul wrote:\n{QUOTED}",
    "Roundcube in English": f"On 2025-11-03 10:12, Paul wrote:\n{QUOTED}",
    "IMP": f"Paul <cite@example.org> a écrit :\n\n{QUOTED}",
    "IMP in English": f"Quoting Paul <cite@example.org>:\n\n{QUOTED}",
    "mutt": f"On Mon, Nov 03, 2025 at 10:12:13AM +0100, Paul wrote:\n{QUOTED}",
    "KMail": f"On Monday, 3 November 2025 10:12:13 CET Paul wrote:\n{QUOTED}",
    "Evolution": f"Le lundi 03 novembre 2025 à 10:12 +0100, Paul a écrit :\n{QUOTED}",
    "Spark": f"Le 3 nov. 2025 à 10:12 +0100, Paul <cite@example.org>, a écrit :\n{QUOTED}",
    "Tutanota": (
        "-- \nSent with Tuta; enjoy secure & ad-free emails.\n\n"
        f"3 nov. 2025 10:12 de cite@example.org :\n\n{QUOTED}"
    ),
    "GMX": """Gesendet mit der GMX Mail App

Gesendet: Montag, 3. November 2025 um 10:12 Uhr
Von: "Paul" <cite@example.org>
An: jeanne@example.org
Betreff: Re: x

Hallo""",
    "Mail.ru": f"Понедельник, 3 ноября 2025, 10:12 +03:00 от Paul <cite@example.org>:\n{QUOTED}",
    "Yandex": f'03.11.2025, 10:12, "Paul" <cite@example.org>:\n{QUOTED}',
    "QQ": """------------------ 原始邮件 ------------------
发件人: "Paul" <cite@example.org>;
发送时间: 2025年11月3日(星期一) 上午10:12
收件人: "Jeanne"<jeanne@example.org>;
主题: x

你好""",
    "163": f'在 2025-11-03 10:12:13，"Paul" <cite@example.org> 写道：\n{QUOTED}',
    "163 in English": f'At 2025-11-03 10:12:13, "Paul" <cite@example.org> wrote:\n{QUOTED}',
    "an older mobile": "Envoyé de mon mobile Orange\n",
    "Mail for Windows": "Provenance : Courrier pour Windows 10\n",
    "an antivirus": "--\nGaranti sans virus. www.avast.com<https://www.avast.com/sig-email>\n",
    "signature above the copy": "-- \nJeanne\n\n-----Message d’origine-----\nDe : Paul\n\nBonjour",
    "rule": "____________\n",
    "Proton in German": "Gesendet mit Proton Mail sicherer E-Mail.\n",
    "Proton in Spanish": "Enviado con el correo seguro de Proton Mail.\n",
}


@pytest.mark.parametrize("added", REPLIES.values(), ids=REPLIES)
def test_quoted_message_and_signature_are_cut(added: str) -> None:
    assert read_text(make_raw(f"{OWN}\n\n{added}".encode())) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Le 3 novembre, j’ai écrit à Paul, et il m’a écrit :\nrien du tout.\nDommage.",
        "Le 3 novembre, Paul a écrit :\n> Ajoutez du sel.\n\nEt j’en ai ajouté.",
        "Le 3 novembre 2015 à 14:30, Paul a écrit :\n> Ajoutez du sel.\n\nEt j’en ai ajouté.",
        "> Ajoutez du sel.\n\nCombien ?\n\n> Et du poivre.\n\nAussi ?",
        "Comme disait Paul :\n> Ajoutez du sel.",
        "On adore !\n\nMa liste :\n\n- du sel\n- du poivre",
        "Bonne journée à tous,\nThanks,\nBest regards from Lyon\nCordialement, et la suite.",
        "De : la farine\nÀ : volonté\n\nMélangez.",
        "Un\n\n---\n\nDeux\n\n***\n\nTrois",
        "Une pause\n--\n" + "Une ligne.\n" * 12,
        "Envoyé de mon iPhone hier, ce message\nn’est jamais arrivé.",
        "    du code\n      en retrait\n\nFin",
        "Merci.\n\n--\nPS : ajoutez du sel, sinon rien ne va.",
        "Merci.\n\n-- \nP.-S. : ajoutez du sel.",
        "Merci.\n\n-- \nPost-scriptum\nAjoutez du sel.",
        "Merci.\n\n-- \nJeanne\n\nPPS : ajoutez du sel.",
        "Gracias.\n\n-- \nJeanne\n\nP. D.: más sal.",
        "Gracias.\n\n-- \nJeanne\n\nPosdata: más sal.",
        "Danke.\n\n-- \nJeanne\n\nNachtrag: mehr Salz.",
        "Спасибо.\n\n-- \nJeanne\n\nЗ.Ы. ещё соли.",
        "感谢。\n\n-- \nJeanne\n\n附言：加点盐。",
        "良い。\n\n-- \nJeanne\n\n追伸：塩を足して。",
        "Merci.\n\n--\nJeanne",
        "Merci.\n\n-- \n" + "Une ligne.\n" * 11,
        "Merci.\n\n-- \nJeanne\n\n> Du sel ?\n\nOui.",
        "-- \nUn tiret d’abord, et puis le texte.",
        "Merci.\n\nEnvoyé de Brest, où il pleut.",
        "Merci.\n\nEnvoyé de mon jardin.",
        "Merci.\n\nEnvoyé de mon iPhone, sous la pluie de Brest.",
        "Merci.\n\nEnvoyé par courrier.",
        "Merci.\n\nEnvoyé d’Orange.",
        "Thanks.\n\nSent from my heart.",
        "Thanks.\n\nSent by mail, as ever.",
        "Danke.\n\nGesendet aus Bremen, mit Regen.",
        "Danke.\n\nVon Herzen.",
        "谢谢。\n\n发自我的内心。",
        "De : la brume\nÀ : l’aube\nObjet : le silence\n\nEt la mer répond.",
        "Ma lettre :\nDe : Paris\nÀ : Brest\nDate : 12/07\nObjet : vacances\n\nEt la suite.",
        "De : Paris\nÀ : Brest\nDate : 12/07/2026 à 10h30\nObjet : vacances\n\nQui vient ?",
        "De : 8h00\nÀ : 12h30\nDate : 12/07/2026\n\nQui vient ?",
        "Le 14 juillet 2025 à 10h30, j’ai vu ceci :\n\n> Défense de nourrir les mouettes.",
        "Rendez-vous le 3/5/2026 à 10:30 :\n> Départ du port.",
        "Le lundi 3 août 1914 à 16:30, il a écrit :\n\n> On sonne le tocsin.",
        "Sa lettre :\n\nDe : Marcel\nEnvoyé : 3 août 1914, 16:30\nÀ : Jeanne\nObjet : adieu\n\nOn part.",
        "Essayez :\n\n```\n$ git log -- README\n-- \nSELECT 1;\n```",
        "Merci.\n\nTélécharger Thunderbird",
        "Merci.\n\nEnvoyé de mon lit.",
        "Thanks.\n\nSent from the train to Lyon.",
        "Thanks.\n\nGet well soon.",
        "From: here\nTo: eternity\nSubject: love\n\nThe end.",
        "Von: Hamburg\nAn: Bremen\nDatum: 3. November\nBetreff: Regen\n\nUnd weiter.",
        "Quand : le 3 mai 2026 à 10:30\nOù : à Brest\nQui : tout le monde\n\nVenez !",
        "Le 14 juillet 2025 à 10h30, j’ai vu ceci :\n\nune mouette.",
        "Le 14 juillet 2025 à 10:30 j’ai noté :\nune mouette,\ndeux crabes.",
        "--- Message personnel ---\nLes carottes sont cuites.",
        "Merci.\n\n----- La suite -----\n\nEncore du sel.",
        "* * *\n\nOn en parle ?\n\n* * *",
        "Il est 10:12 :\n\nà table !",
    ],
)
def test_honest_text_is_not_cut(text: str) -> None:
    assert read_letter(make_raw(text.encode())).submission.message.rstrip() == text.rstrip()
    assert not list_cut(make_raw(text.encode()))


def test_line_above_the_quoted_message_is_not_taken_for_a_part_of_it() -> None:
    data = f"Merci !\nOn adore, Paul.\nPaul <cite@example.org> a écrit :\n{QUOTED}".encode()
    assert read_text(make_raw(data)) == "Merci !\nOn adore, Paul."


def test_answer_below_the_quotation_keeps_both_without_the_address() -> None:
    text = read_text(make_raw(f"On adore !\n{GMAIL_FR}\n> Du sel ?\n\nOui.".encode()))
    assert text == "On adore !\n> Du sel ?\n\nOui."


HTML_REPLIES = {
    "Gmail": """<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Le lun. 3
        nov. 2025 à 10:12, Paul &lt;<a href="mailto:cite@example.org">cite@example.org</a>&gt; a écrit :
        <br></div><blockquote class="gmail_quote">Bonjour</blockquote></div>""",
    "Apple Mail": """<br><div>Envoyé de mon iPhone</div><div><br><blockquote type="cite">Le 3 nov. 2025 à
        10:12, Paul a écrit :</blockquote></div><blockquote type='cite'><div>Bonjour</div></blockquote>""",
    "Thunderbird": """<div class="moz-cite-prefix">Paul a écrit :</div>
        <blockquote type="cite"><p>Bonjour<blockquote type="cite">encore</blockquote></blockquote>
        <div class="moz-signature">Jeanne</div>""",
    "Outlook on the web": """<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> Paul</div>
        <p>Bonjour</p>et la suite""",
    "Outlook for iOS": """<div id="ms-outlook-mobile-signature"><a href="https://example.org">Outlook pour
        iOS</a></div><hr><div id="divRplyFwdMsg"><b>De :</b> Paul</div><div>Bonjour</div>""",
    "Outlook": """<div style='border-top:solid'><p><b>De :</b> Paul &lt;cite@example.org&gt;<br>
        <b>Envoyé :</b> lundi<br><b>À :</b> Jeanne<br><b>Objet :</b> x</p></div><p>Bonjour</p>""",
    "Yahoo": '<div class="yahoo_quoted">Le lundi, Paul a écrit : Bonjour</div>',
    "Proton": '<div class="protonmail_quote">Le lundi, Paul a écrit : Bonjour</div>',
    "others": "<div>Le 3 nov. 2025 à 10:12, Paul a écrit :</div><blockquote type=cite>Bonjour</blockquote>",
    "signature": "<div>-- </div><div>Jeanne</div>",
    "signature with a space that does not break": "<div>--&nbsp;</div><div>Jeanne</div>",
    "signature on lines": "<p>-- <br>Jeanne<br>Une maxime</p>",
    "Gmail, signature": """<div><br></div><span class="gmail_signature_prefix">-- </span><br>
        <div dir="ltr" class="gmail_signature">Jeanne</div>""",
    "Gmail, forwarded": """<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded
        message ---------<br>De : Paul &lt;cite@example.org&gt;<br></div><br>Bonjour</div>""",
    "new Outlook": """<div id="ms-outlook-mobile-signature">Jeanne</div>
        <div id="mail-editor-reference-message-container"><div><b>De :</b> Paul</div>Bonjour</div>""",
    "Outlook on the web, signature": """<div id="Signature">Jeanne</div><div id="appendonsend"></div><hr>
        <div id="divRplyFwdMsg"><b>De :</b> Paul</div><div>Bonjour</div>""",
    "Outlook in English": """<div><div style="border-top:solid #E1E1E1"><p class=MsoNormal><b>From:</b> Paul
        &lt;cite@example.org&gt;<br><b>Sent:</b> Monday, November 3, 2025 10:12 AM<br><b>To:</b> Jeanne<br>
        <b>Subject:</b> x<o:p></o:p></p></div></div><p class=MsoNormal>Hello<o:p></o:p></p>""",
    "Samsung": """<div id="composer_signature"><div dir="auto">Envoyé depuis mon appareil Galaxy</div></div>
        <div><br></div><div><div>-------- Message d'origine --------</div><div>De : Paul
        &lt;cite@example.org&gt; </div><div>Date : 03/11/2025  10:12  (GMT+01:00) </div><div>À : Jeanne </div>
        <div>Objet : x </div><div><br></div></div>Bonjour""",
    "Zimbra": """<div data-marker="__SIG_POST__">-- <br></div><div>Jeanne</div><hr id="zwchr"><div>
        <b>De: </b>Paul &lt;cite@example.org&gt;<br><b>À: </b>"Jeanne"<br><b>Envoyé: </b>
        Lundi 3 Novembre 2025 10:12:13<br>
        <b>Objet: </b>x<br></div><div>Bonjour</div>""",
    "Orange": """<br><blockquote style="border-left: 2px">&gt; Message du 03/11/25 10:12<br>&gt; De : "Paul"
        &lt;cite@example.org&gt;<br>&gt; A : jeanne@example.org<br>&gt; Objet : x<br>&gt; <br>&gt; Bonjour
        </blockquote>""",
    "Roundcube": """<p id="reply-intro">Le 2025-11-03 10:12, Paul a écrit :</p><blockquote type="cite"><div>
        Bonjour</div></blockquote>""",
    "Fastmail": """<div>On Mon, 3 Nov 2025, at 10:12 AM, Paul wrote:<br></div><blockquote type="cite" id="qt">
        <p>Hello</p></blockquote>""",
    "Spark": """<div name="messageSignatureSection"><br></div><div name="messageReplySection">Le 3 nov.
        2025 à 10:12 +0100, Paul &lt;cite@example.org&gt;, a écrit :<br><blockquote type="cite"
        class="spark_quote">Bonjour</blockquote></div>""",
    "Tutanota": """<div>-- <br></div><div>Sent with Tuta</div><br>3 nov. 2025 10:12 de cite@example.org :<br>
        <blockquote class="tutanota_quote">Bonjour</blockquote>""",
    "QQ": """<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><div><b>发件人:</b>
        "Paul" &lt;cite@example.org&gt;;</div><div>
        <b>发送时间:</b>&nbsp;2025年11月3日(星期一) 上午10:12</div><div>
        <b>收件人:</b>&nbsp;"Jeanne";</div><div><b>主题:</b>&nbsp;x</div></div><div>你好</div>""",
    "163": """<pre>在 2025-11-03 10:12:13，"Paul" &lt;cite@example.org&gt; 写道：</pre><blockquote
        id="isReplyContent"><div>你好</div></blockquote>""",
    "Yandex": """<div>03.11.2025, 10:12, "Paul" &lt;cite@example.org&gt;:</div><blockquote><p>Hello</p>
        </blockquote>""",
}


@pytest.mark.parametrize("added", HTML_REPLIES.values(), ids=HTML_REPLIES)
def test_quoted_message_and_signature_are_cut_from_html(added: str) -> None:
    assert read_html(f"<html><body><p>Merci Paul&nbsp;!</p>{added}</body></html>") == "Merci Paul\u00a0!"


# What stays, though it stands beside what is cut


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            f"{GMAIL_FR}\n> Du sel ?\n\nOui.\n\n> Du poivre ?\n\nNon.",
            "> Du sel ?\n\nOui.\n\n> Du poivre ?\n\nNon.",
        ),
        (f"{GMAIL_FR}\n\nOui, du sel.", "Oui, du sel."),
        (
            f"Bonjour,\n{GMAIL_FR}\n\nJe réponds ci-dessous.\n\n> Du sel ?\n\nOui.",
            "Bonjour,\n\nJe réponds ci-dessous.\n\n> Du sel ?\n\nOui.",
        ),
        ("De : Paul <cite@example.org>\nEnvoyé : lundi\nÀ : Jeanne\nObjet : x\n\nOui.", "Oui."),
        (
            f"Oui.\n\nEnvoyé de mon iPhone\n\n{GMAIL_FR}\n\n{QUOTED}\n\nEt du poivre.",
            f"Oui.\n\nEnvoyé de mon iPhone\n\n\n{QUOTED}\n\nEt du poivre.",
        ),
        ("Oui.\n\n--\nEnvoyé de mon iPhone", "Oui."),
        ("Oui.\n\n--\nPS : du poivre.\n\nEnvoyé de mon iPhone", "Oui.\n\n--\nPS : du poivre."),
    ],
)
def test_own_lines_around_what_is_cut_stay(text: str, own: str) -> None:
    shown = read_text(make_raw(text.encode()))
    assert shown.replace("cite@example.org", "[…@…]") == own.replace("cite@example.org", "[…@…]")
    assert list_cut(make_raw(text.encode()))


def test_what_is_cut_is_kept_for_the_moderator_line_by_line_and_without_addresses() -> None:
    message = make_raw(f"Merci !\n\nEnvoyé de mon iPhone\n\n{GMAIL_FR}\n\n{QUOTED}\n".encode())
    assert list_cut(message) == [
        "Envoyé de mon iPhone",
        "Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :",
        "> Bonjour",
        ">",
        "> -- ",
        "> Paul <[…@…]>",
    ]


def test_what_is_cut_from_html_is_kept_for_the_moderator() -> None:
    html = f"<p>Merci !</p>{HTML_REPLIES['Gmail']}<div class=gmail_signature>Jeanne</div>"
    cut = ["Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :", "> Bonjour", "Jeanne"]
    assert list_cut(make_html(html)) == cut


INTERLEAVED = {
    "Thunderbird": """<div class=moz-cite-prefix>Le 3/11/2025 à 10:12, Paul a écrit :</div>
        <blockquote type=cite>Du sel ?</blockquote><p>Oui.</p>
        <blockquote type=cite>Du poivre ?</blockquote><p>Non.</p>""",
    "Gmail": """<div class=gmail_quote><div class=gmail_attr>Paul a écrit :</div>
        <blockquote>Du sel ?</blockquote><div>Oui.</div>
        <blockquote class=gmail_quote>Du poivre ?</blockquote><div>Non.</div></div>""",
}


@pytest.mark.parametrize("html", INTERLEAVED.values(), ids=INTERLEAVED)
def test_answers_between_quotations_in_html_stay_with_them(html: str) -> None:
    text = read_html(html)
    assert [line for line in text.split("\n") if line] == ["> Du sel ?", "Oui.", "> Du poivre ?", "Non."]


@pytest.mark.parametrize(
    "line", [GMAIL_FR, "> x", "De : x", "Envoyé de mon iPhone", "_" * 40, ":", f"{GMAIL_EN}  x"]
)
def test_work_grows_no_faster_than_a_text(line: str) -> None:
    few, many = (count_calls(make_raw(b"Merci !\n" + count * f"{line}\n".encode())) for count in (50, 200))
    assert many < 6 * few  # in square time it would be 16 times as much


def count_calls(message: bytes) -> int:
    """How many functions are called, Python's own too, for what is read in a message."""
    calls = 0

    def count(*_event: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        text = read_text(message)
    finally:
        sys.setprofile(None)
    assert text.startswith("Merci !")
    return calls
