"""Speech whose syllables are known: what speech synthesisers of a Debian system say, and recorded prompts.

A synthesiser knows its own phones, so it knows its syllables. Three kinds of voice: formant synthesis
(espeak-ng), joined pieces of recorded voices (festival's diphones and units) and statistical voices
(festival's HTS, flite). Recorded prompts come as a folder of WAV files and a text with lines
`name: what is said`; their syllables are counted by espeak-ng.

    apt-get install espeak-ng flite festival festvox-{kallpc16k,kdlpc16k,us-slt-hts,italp16k,itapc16k}
    apt-get install festvox-{suopuhe-lj,suopuhe-mv,ca-ona-hts,czech-dita,czech-ph,ru}
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TEXTS = {
    "en": """Thank you for calling, how can I help you today?
I ordered a replacement cable two weeks ago and it still has not arrived.
Could you give me your account number and the name on the invoice, please?
No, that is not what I asked for.
The parcel was sent on Monday morning, so it should be with you tomorrow.
My neighbour took it in, but the box was completely empty.
I understand, let me have a look at what happened there.
We can either send a new one or give you the money back.
That sounds good to me.
It would be easier if somebody came to repair the machine in our kitchen.
The engineer will be with you between nine and eleven on Thursday.
I have already explained all of this to three different people.
Please stay on the line while I talk to my colleague in the warehouse.
Is there anything else that I can do for you?
The electricity bill was almost double what we paid in the winter.
You will receive a confirmation by email within a couple of minutes.
She said the refund would take five working days.
Right, and when did the problem begin?
It stopped working in the middle of the night, with a very loud noise.
I am afraid the office is closed over the holiday.
Turn the little wheel at the back until the green light comes on.
Then hold both buttons down and count to ten.
Nothing happens.
Try it once more without the battery.
The insurance covers accidental damage, but unfortunately not water.""",
    "de": """Guten Tag, was kann ich heute für Sie tun?
Ich habe vor zwei Wochen ein neues Kabel bestellt und es ist noch nicht angekommen.
Können Sie mir bitte Ihre Kundennummer sagen?
Das Paket wurde am Montag abgeschickt und müsste morgen bei Ihnen sein.
Der Techniker kommt am Donnerstag zwischen neun und elf Uhr.
Das habe ich jetzt schon drei verschiedenen Leuten erklärt.
Bitte bleiben Sie einen Augenblick in der Leitung.
Wir können Ihnen den Betrag auch zurückerstatten.
Die Rechnung ist fast doppelt so hoch wie im vergangenen Jahr.
Nein, das ist nicht das, was ich wollte.""",
    "es": """Buenos días, en qué puedo ayudarle hoy.
Pedí un cable nuevo hace dos semanas y todavía no ha llegado.
Me puede dar su número de cliente, por favor.
El paquete salió el lunes por la mañana y llegará mañana a su casa.
El técnico pasará el jueves entre las nueve y las once.
Ya se lo he explicado a tres personas diferentes.
No cuelgue, por favor, voy a hablar con mi compañera.
La factura es casi el doble que la del año pasado.
Podemos enviarle otro o devolverle el dinero.
No, eso no es lo que yo quería.""",
    "fr": """Bonjour, comment puis-je vous aider aujourd'hui ?
J'ai commandé un nouveau câble il y a deux semaines et il n'est pas encore arrivé.
Pouvez-vous me donner votre numéro de client ?
Le colis est parti lundi matin et sera chez vous demain.
Le technicien passera jeudi entre neuf heures et onze heures.
J'ai déjà expliqué tout cela à trois personnes différentes.
Ne quittez pas, je vais parler à ma collègue.
La facture est presque le double de celle de l'année dernière.
Nous pouvons vous en envoyer un autre ou vous rembourser.
Non, ce n'est pas ce que je voulais.""",
    "it": """Buongiorno, come posso aiutarla oggi?
Ho ordinato un cavo nuovo due settimane fa e non ancora arrivato.
Mi dice per favore il suo numero di cliente?
Il pacco partito di mattina e domani sera arriva a casa sua.
Il tecnico passa domani tra le nove e le undici.
Ho spiegato tutto questo a tre persone diverse.
Resti in linea, parlo con la mia collega.
La bolletta quasi il doppio di quella di un anno fa.
Possiamo mandarle un altro cavo o ridarle i soldi.
No, non volevo questo.""",
    "fi": """Hyvää huomenta, kuinka voin auttaa teitä tänään?
Tilasin uuden kaapelin kaksi viikkoa sitten eikä se ole vielä tullut.
Voisitteko kertoa asiakasnumeronne?
Paketti lähti maanantaina aamulla ja on perillä huomenna.
Asentaja tulee torstaina yhdeksän ja yhdentoista välillä.
Olen jo selittänyt tämän kolmelle ihmiselle.
Odottakaa hetki, kysyn asiaa työtoverilta.
Lasku on melkein kaksi kertaa suurempi kuin viime vuonna.""",
    "ca": """Bon dia, en que el puc ajudar avui?
Vaig demanar un cable nou fa dues setmanes i encara no ha arribat.
Em pot donar el seu nom i la data de la factura, si us plau?
El paquet va sortir dilluns i arriba a casa seva aquesta tarda.
Ho he explicat tot a tres persones diferents.
Esperi un moment, parlo amb la meva companya.
La factura puja gairebe el doble que la de fa un any.
No, no era pas el que jo volia.""",
    "cs": """Dobrý den, s čím vám mohu dnes pomoci?
Objednal jsem si nový kabel před dvěma týdny a ještě nepřišel.
Můžete mi prosím říct své zákaznické číslo?
Balík odešel v pondělí ráno a zítra bude u vás doma.
Technik přijde ve čtvrtek mezi devátou a jedenáctou hodinou.
Už jsem to vysvětloval třem různým lidem.
Zůstaňte prosím na lince, zeptám se kolegyně.
Účet je skoro dvakrát vyšší než loni.""",
    "ru": """Добрый день, чем я могу вам помочь сегодня?
Я заказал новый кабель две недели назад, а его всё ещё нет.
Назовите, пожалуйста, номер вашего договора.
Посылка ушла в понедельник утром и завтра будет у вас дома.
Мастер придёт в четверг между девятью и одиннадцатью часами.
Я уже объяснял это трём разным людям.
Подождите минуту, я поговорю с коллегой.
Счёт почти вдвое больше, чем в прошлом году.""",
}

# Voice, language, and for espeak-ng words per minute, else by how much durations are stretched.
ESPEAK = (
    ("en-us", "en", (130, 160, 190, 220)),
    ("en-us+f2", "en", (140, 175, 205)),
    ("en-gb+m3", "en", (125, 165, 210)),
    ("en-gb-scotland+f4", "en", (150, 190)),
    ("de+m7", "de", (130, 170)),
    ("de+f3", "de", (150, 200)),
    ("es+m4", "es", (130, 170)),
    ("es+f2", "es", (150, 200)),
    ("fr+m2", "fr", (130, 170)),
    ("fr+f5", "fr", (150, 200)),
    ("it+f1", "it", (140, 180)),
)
FESTIVAL = (
    ("kal_diphone", "en", (0.85, 1.0, 1.2)),
    ("ked_diphone", "en", (0.85, 1.0, 1.2)),
    ("cmu_us_slt_arctic_hts", "en", (1.0,)),
    ("lp_diphone", "it", (0.85, 1.0, 1.2)),
    ("pc_diphone", "it", (0.85, 1.0, 1.2)),
    ("suo_fi_lj_diphone", "fi", (0.85, 1.0, 1.2)),
    ("hy_fi_mv_diphone", "fi", (0.85, 1.0, 1.2)),
    ("upc_ca_ona_hts", "ca", (1.0,)),
    ("msu_ru_nsh_clunits", "ru", (1.0,)),
    ("czech_dita", "cs", (0.85, 1.0, 1.2)),
    ("czech_ph", "cs", (0.85, 1.0, 1.2)),
)
FLITE = (
    ("kal16", (0.85, 1.0, 1.2)),
    ("awb", (0.8, 1.0, 1.2)),
    ("rms", (0.8, 1.0, 1.2)),
    ("slt", (0.8, 1.0, 1.2)),
)

_CODES = {"cs": "iso-8859-2", "fi": "iso-8859-1", "ru": "utf-8"}
# Vowels of the International Phonetic Alphabet, and the mark of a consonant that is a syllable.
_VOWELS = "aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ"
_SYLLABIC = "\u0329"
_FLITE_VOWELS = {
    *("aa", "ae", "ah", "ao", "aw", "ax", "axr", "ay", "eh"),
    *("er", "ey", "ih", "ix", "iy", "ow", "oy", "uh", "uw"),
}
# Vowels in festival's phones are those that its phone set calls so.
_SAY = """(set! nuclei 0)
(mapcar (lambda (s) (if (string-equal (item.feat s "ph_vc") "+") (set! nuclei (+ nuclei 1))))
        (utt.relation.items utt 'Segment))
(format t "%d %d\\n" nuclei (length (utt.relation.items utt 'Syllable)))
"""


@dataclass(frozen=True)
class Saying:
    """A piece of speech and its syllables."""

    voice: str
    kind: str
    name: str
    syllables: int
    rate: int
    samples: np.ndarray


def phonetic_syllables(text: str, language: str) -> int:
    """Syllables of `text` by the phonemes of espeak-ng."""
    command = ["espeak-ng", "-q", "-v", language, "--ipa", "--sep=_", text]
    phones = re.split(r"[_\s]+", subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return sum(any(sign in _VOWELS or sign == _SYLLABIC for sign in phone) for phone in phones)


def _read(path: Path) -> tuple[np.ndarray, int]:
    import soundfile

    samples, rate = soundfile.read(path, dtype="float32")
    return samples, rate


def espeak(folder: Path) -> Iterator[Saying]:
    """What espeak-ng says."""
    for voice, language, speeds in ESPEAK:
        for number, text in enumerate(TEXTS[language].splitlines()):
            syllables = phonetic_syllables(text, voice.split("+")[0])
            for speed in speeds[number % len(speeds) :: 2] or speeds[:1]:
                out = folder / "said.wav"
                subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-w", str(out), text], check=True)
                yield Saying(f"espeak {voice}", "espeak", f"{language}{number}@{speed}", syllables, *_read(out)[::-1])


def festival(folder: Path) -> Iterator[Saying]:
    """What festival's voices say; each voice in one run."""
    for voice, language, stretches in FESTIVAL:
        lines = [f"(voice_{voice})"]
        names = []
        for number, text in enumerate(TEXTS[language].splitlines()):
            stretch = stretches[number % len(stretches)]
            said = text.replace('"', "")
            lines += [
                f"(Parameter.set 'Duration_Stretch {stretch})",
                f'(set! utt (Utterance Text "{said}"))',
                "(utt.synth utt)",
                f'(utt.save.wave utt "{folder / str(number)}.wav")',
                _SAY,
            ]
            names.append(f"{language}{number}*{stretch}")
        script = folder / "say.scm"
        script.write_bytes("\n".join(lines).encode(_CODES.get(language, "utf-8"), errors="replace"))
        done = subprocess.run(["festival", "-b", str(script)], capture_output=True)
        counts = [line.split() for line in done.stdout.decode("latin-1").splitlines() if re.fullmatch(r"\d+ \d+", line)]
        for number, (name, count) in enumerate(zip(names, counts, strict=False)):
            samples, rate = _read(folder / f"{number}.wav")
            yield Saying(f"festival {voice}", "festival", name, max(map(int, count)), rate, samples)


def flite(folder: Path) -> Iterator[Saying]:
    """What flite's voices say."""
    for voice, stretches in FLITE:
        for number, text in enumerate(TEXTS["en"].splitlines()):
            stretch = stretches[number % len(stretches)]
            out = folder / "said.wav"
            command = [
                "flite",
                "-voice",
                voice,
                "--setf",
                f"duration_stretch={stretch}",
                "-ps",
                "-t",
                text,
                "-o",
                str(out),
            ]
            phones = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            count = sum(phone in _FLITE_VOWELS for phone in phones)
            samples, rate = _read(out)
            yield Saying(f"flite {voice}", "flite", f"en{number}*{stretch}", count, rate, samples)


def recorded(folder: Path, texts: Path, language: str = "en-us") -> Iterator[Saying]:
    """Recorded prompts of one speaker: WAV files in `folder` and what they say in `texts`."""
    for line in texts.read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition(": ")
        path = folder / f"{name}.wav"
        if text and path.exists():
            samples, rate = _read(path)
            yield Saying(f"recorded {folder.name}", "recorded", name, phonetic_syllables(text, language), rate, samples)


def sayings(prompts: list[tuple[Path, Path]]) -> list[Saying]:
    """All that there is on this system."""
    found: list[Saying] = []
    with tempfile.TemporaryDirectory() as name:
        for command, make in (("espeak-ng", espeak), ("festival", festival), ("flite", flite)):
            if shutil.which(command):
                found += make(Path(name))
    for folder, texts in prompts:
        found += recorded(folder, texts)
    return found
