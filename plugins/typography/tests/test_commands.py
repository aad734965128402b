"""Commands and code in running text: what stays as it is, and the prose that does not."""

from pelican.plugins.typography import typeset
from pelican.plugins.typography.rules import typeset_text

from .tables import read_table

COMMANDS = read_table(r"""
$ echo "Bonjour !" ‖ git commit -m "Premier jet : tout" ‖ tar -czf a.tgz "$DIR" ; ls
for f in "$@"; do echo "$f"; done ‖ PS C:\Users> dir "Mes documents" ‖ >>> print("x !")
if [ "$x" = "y" ]; then ‖ moi@machine:~$ ls "Mes documents" ‖ C:\> cd "Program Files"
$ ls -l "Mes documents" ; echo "Fini..." ‖ (venv) $ pip install "x" ; true ‖ ❯ npm run "build" ; ls
# apt install "x" ; reboot ‖ ./configure --prefix="$HOME/local" ; make ‖ cp -r "$SOURCE" "$CIBLE" ; sync
java -jar app.jar --nom "Essai" ; ls ‖ ffmpeg -i "film 1.mp4" -vf "scale=640:-1" sortie.mp4
sudo systemctl -H "hote" restart nginx ; ls ‖ ls -la 'x' ; rm -f "y" ‖ for f in *.txt; do cat $f; done
while read -r nom; do echo "$nom"; done < "liste.txt" ‖ if grep -q mot liste; then echo "oui"; fi
""")
CODE = read_table(r"""
rm -rf "$HOME" ‖ curl -H "Accept: text/html" https://example.org ‖ grep -rn "motif" src ‖ echo "Bonjour"
cd "Mes documents" ‖ find . -name "*.py" -print ‖ Tapez rm -rf "$HOME" et priez. ‖ print("Bonjour")
{"nom": "x"} ‖ pip install "pelican[markdown]" ‖ sudo apt install "x" ‖ docker run -it --name "test" image
ssh moi@example.org "ls -l" ‖ alias ll="ls -l" ‖ echo "a" && echo "b" ‖ sed -i "s/a/b/" fichier.txt
python -c "import this" ‖ lancer python -c "import this" marche ‖ export PATH="$PATH:/opt" ‖ const x = "y";
x = "y" ‖ ls "Mes documents" ‖ docker exec -it web sh -c "ls" ‖ find . -iname "x"
npm run build -- --mode "dev" ‖ "${nom}" ‖ echo "prix : 5 $" ‖ make PORT="8001" serve ‖ ssh serveur "ls -l"
cat "mon journal.txt" ‖ tail -f "mon journal.txt" ‖ chmod 755 "mon script.sh" ‖ tar czf "a.tgz" dossier
sudo systemctl restart "php-fpm" ‖ docker stop "web" ‖ let s = "a" ‖ Ensuite, echo "$PATH" devrait suffire
Le chemin est "C:\Program Files" ‖ mon fichier "./notes/a.txt" manque ‖ Écrivez "${nom}" ici
Il suffit de git commit -m "Fini" ‖ Remplacez par color == "red" ‖ Appelez afficher("Bonjour")
dans { "nom": "Ada" } ‖ lancez tar --exclude "cache" x ‖ le motif "*.py"
""")
PROSE = read_table("""
Il a dit "oui". ‖ - "Bonjour", dit-il. ‖ -"Bonjour" ‖ "A$AP Rocky" chante ‖ le "$US" monte
"100 $" par mois ‖ source "Le Monde" ‖ (comme "x") ; ensuite ‖ le mot "chat" veut dire "cat"
Elle -ma "meilleure" amie- est venue ‖ J'ai lu "Les Misérables" et "Germinal". ‖ dit-elle "en riant"
merci pour "tout" ‖ il est parti "hier" ‖ Ke$ha et "Tik Tok" ‖ a-t-il "vraiment" dit
"Titre": un sous-titre ‖ La balise "<b>" ‖ Prix: "5 $" ‖ Le "+" de "C++" ‖ les "*** !" de la critique
- je dis "oui" ‖ – Non, "jamais" ‖ le livre (le "vrai") est là ‖ cd et "vinyles" ‖ Un "2 en 1" ‖ «a» ou "b"?
php "moderne" ‖ git est "génial" ‖ C'est le "et/ou" ‖ "etc..." dit-il ‖ le fichier "notes.txt"
la page "/a-propos" ‖ le "tag" #web ‖ l'option "-v" affiche plus ‖ l'option -v est "bavarde"
c'est écrit "attention !" dessus ‖ tape -1 "fois" ‖ elle a mis -10 "points" ‖ de A -> "B"
mot-clé "important" ‖ "Vous êtes ici" → "Partez" ‖ 50 $ "seulement" ‖ ses "amis" (les "vrais")
Elle a crié "au secours" : personne ! ‖ « déjà » et "encore" ‖ un "vrai" $ canadien ‖ "oui" - "non"
merci -vraiment- pour ce "cadeau" ‖ le groupe "AC/DC" joue ; "Motörhead" aussi ‖ "1984" de George Orwell
son "blog" (www.example.org) ‖ il a écrit "a = b" ‖ "A" et/ou "B" ‖ le "C#" et le "F#" ‖ c'est "top" :-)
En "2024" : rien ‖ ssh permet de dire "oui" au loin ‖ tar et zip font des "archives"
Les chats ; cat "Minou" ‖ chmod est "dangereux"
""")


def test_a_line_that_is_a_command_stays_as_it_is() -> None:
    assert {line: typeset_text(line, "fr") for line in COMMANDS} == COMMANDS


def test_quotes_of_code_stay_straight_and_those_of_prose_do_not() -> None:
    typeset_code = {text: typeset_text(text, "fr") for text in CODE}
    assert [text for text, after in typeset_code.items() if after.count('"') != text.count('"')] == []
    assert [text for text in PROSE if '"' in typeset_text(text, "fr")] == []


def test_prose_around_a_command_is_typeset() -> None:
    table = read_table("""
<p>"Oui" :<br>⏎rm -rf "$HOME"; ls<br>⏎et "là" !</p> ⇒ <p>«⍽Oui⍽»⍽:<br>⏎rm -rf "$HOME"; ls<br>⏎et «⍽là⍽»▯!</p>
<p>rm -rf &quot;$HOME&quot; ; ls</p>⏎<p>Fini !</p> ⇒ <p>rm -rf &quot;$HOME&quot; ; ls</p>⏎<p>Fini▯!</p>
<p>J'ai lu "Germinal" et tapé "$HOME".</p> ⇒ <p>J’ai lu «⍽Germinal⍽» et tapé "$HOME".</p>
""")
    assert {html: typeset(html, "fr") for html in table} == table
