"""The words with which mail programs mark what they add to a text, in many languages.

Case does not matter. Phrases are separated by bars.
"""

import re
from collections.abc import Iterable


def _read_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _read_phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()).casefold() for phrase in text.split("|"))


def match_any(phrases: Iterable[str]) -> str:
    """A pattern that matches any of the phrases, with either form of apostrophe."""
    escaped = (re.escape(phrase).replace("'", "['\u2019]") for phrase in sorted(phrases, reverse=True))
    return f"(?:{'|'.join(escaped)})"


SENDER_LABELS = _read_phrases("""
    from|de|von|da|van|od|från|fra|lähettäjä|expéditeur|remitente|mittente|afzender|absender|feladó|de la
    |от|від|от кого|из|kimden|gönderen|από|מאת|من|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|จาก
""")
"""Labels of the sender, in the header of a copied message."""

SENT_LABELS = _read_phrases("""
    sent|envoyé|envoyé le|envoye|message du|gesendet|gesendet am|enviado|enviado el|enviado em|enviada|inviato
    |verzonden|wysłano|wysłane|odesláno|skickat|sendt|lähetetty|elküldve|trimis|отправлено|надіслано|gönderildi
    |στάλθηκε|נשלח|发送时间|发送日期|寄件日期|送信日時|보낸 날짜
""")
"""Labels of the date there."""

OTHER_LABELS = _read_phrases("""
    date|to|cc|bcc|subject|reply-to|organization|à|a|copie|copie à|objet|sujet|répondre à
    |datum|an|kopie|betreff|antwort an|fecha|para|asunto|assunto|data|oggetto|aan|onderwerp
    |do|dw|temat|komu|předmět|till|ämne|til|emne|dato|vastaanottaja|aihe|päivämäärä|päiväys
    |címzett|tárgy|dátum|către|subiect|дата|кому|копия|тема|tarih|kime|konu
    |ημερομηνία|προς|θέμα|תאריך|אל|נושא|التاريخ|تاريخ|إلى|الموضوع
    |时间|日期|收件人|抄送|主题|主旨|收件者|副本|日時|日付|宛先|件名|날짜|받는 사람|받는사람|참조|제목
""")
"""Labels of the other fields there."""

WRITING = _read_phrases("""
    wrote|writes|quoting|a écrit|écrivait|écrit|citation de|schrieb|schreibt|zitat von|ha scritto|scrive
    |escribió|escribe|citando|escreveu|schreef|skrev|napisał|napisała|napsal|написал|написала|пишет|пише
    |kirjoitti|írta|a scris|yazdı|έγραψε|כתב|كتب|كتابة|写道|寫道|のメール|書きました|작성|va escriure
""")
"""What the line above a quotation says about its writer."""

SEPARATORS = _read_phrases("""
    original message|original-message|original email|original e-mail|original appointment|forwarded message
    |message d'origine|message original|mail original|message transféré|message initial
    |ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht
    |mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada
    |messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht
    |oryginalna wiadomość|wiadomość oryginalna|wiadomość przekazana dalej|původní zpráva
    |ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|eredeti üzenet
    |исходное сообщение|пересылаемое сообщение|оригінальне повідомлення|orijinal mesaj|mesaj original
    |原始邮件|原始郵件|原郵件|转发邮件信息|元のメッセージ|원본 메시지|원본 메일
""")
"""What is written between hyphens above a copied message."""

AUTOMATIC_SUBJECTS = _read_phrases("""
    automatic reply|automatic response|auto reply|auto-reply|autoreply|auto response|auto-response|auto
    |out of office|out of the office|away from my mail|away from the office
    |réponse automatique|absence du bureau|absence|message d'absence|absent du bureau|absente du bureau
    |automatische antwort|abwesenheit|abwesenheitsnotiz|abwesenheitsmeldung|abwesend
    |respuesta automática|fuera de oficina|fuera de la oficina|ausente de la oficina|ausencia
    |risposta automatica|fuori sede|fuori ufficio|assenza|resposta automática|ausência temporária|ausência
    |automatisch antwoord|automatisch bericht|afwezig|afwezigheid|autosvar|automatiskt svar|automatisk svar
    |automaattinen vastaus|automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|nieobecność
    |automatická odpověď|автоматический ответ|автоответ|автоматична відповідь|otomatik yanıt|răspuns automat
    |自动回复|自動回覆|自動回復|自動応答|自動返信|不在通知|不在|부재중|자동 회신|자동회신
""")
"""How the subject of an automatic reply begins, before a colon."""

UNDELIVERED_SUBJECTS = _read_phrases("""
    undelivered|undeliverable|delivery status notification|delivery failure|delivery has failed|returned mail
    |mail delivery failed|mail delivery system|failure notice|non remis|non distribu
    |échec de la remise|échec de la distribution|unzustellbar|no se puede entregar
    |non recapitabile|impossibile recapitare|não é possível entregar|não entregue|onbestelbaar
    |недоставленн|退信|系统退信
""")
"""How the subject of a bounce begins."""

ADVERTISEMENT_LEADS = _read_words("""
    sent envoyé envoyée envoyés provenance gesendet von enviado enviada enviat inviato inviata verzonden
    verstuurd wysłane wysłano skickat sendt lähetetty odesláno trimis отправлено отправлен надіслано
""")
"""The first or last word of an advertisement such as `Sent from my iPhone`."""

DOWNLOAD_LEADS = _read_words("""
    get download obtenir obtenez télécharger téléchargez holen obtener obtén descargar baixar obter scarica
    ottieni haal pobierz hämta hent
""")
"""The first word of one such as `Get Outlook for Android`, which names two products."""

BRANDS = _read_words("""
    iphone iphone'a iphonem iphonu iphonesta iphonie ipad ipada ipadu ipod mac macbook ios android galaxy
    samsung huawei xiaomi redmi oppo oneplus pixel nokia blackberry xperia motorola honor fairphone
    windows outlook hotmail gmail yahoo gmx web.de protonmail proton thunderbird k-9 fairmail bluemail
    tuta tutanota zimbra roundcube spark airmail aquamail mailbird typeapp app application
""")

DEVICES = _read_words("""
    phone mobile cell tablet device smartphone téléphone portable tablette appareil mobil mobiltelefon handy
    gerät teléfono telefono telefone móvil celular dispositivo tableta cellulare telefoon telefon telefonu
    smartfona smartfonu tabletu телефона смартфона устройства puhelimesta mail
""")
"""They count only with a word such as "my": a letter may be sent by mail."""

OWN = _read_words("my mon ma mes mein meinem meiner mi mis meu minha mio mia mijn min mojego mého моего")

FILLERS = _read_words("""
    from via with using by the a an for on to our your secure encrypted email e-mail message messages
    courrier courriel messagerie sécurisée sicherer sicheren sichere correo seguro sicura beveiligde
    bezpiecznej poczty gratuite de d du des depuis à partir avec par pour sur la le les l
    un une orange sfr free bouygues laposte mit aus dem der das die den einem über für sie sich nachricht
    diese wurde desde con el los por para do da dal dalla per tramite vanaf met voor van vanuit het een
    z za pomocą na från fra til til från с из через приложения почты mini plus pro ultra max lite edge note
    please excuse my brevity any typos veuillez excuser brièveté bitte entschuldigen meine kürze
    disculpe brevedad scusate brevità
""")
"""The other words of one."""

GREETINGS = _read_words("""
    bonjour bonsoir salut coucou cher chère merci bravo super génial excellent oui non
    hello hi hey dear thanks thank great nice yes no good morning evening
    hallo liebe lieber guten danke hola buenos buenas gracias querido querida ciao buongiorno grazie
    olá obrigado obrigada beste dag bedankt cześć dziękuję привет здравствуйте спасибо
    你好 您好 谢谢 こんにちは ありがとう مرحبا شكرا שלום תודה
""")
"""Words that may begin a text, but not a name."""

PARTICLES = _read_words("al bin da de del della den der des di do dos du el ibn la le ten van von y zu")
"""Lower-case words within a name."""
