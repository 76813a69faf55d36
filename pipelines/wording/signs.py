"""Signs that stand for a character without being it: what PDFs and scans print, and other ways of writing the same sign.

Belongs here: one sign for one sign, so that offsets hold. Does not: what a sign means in its sentence, or signs of several characters.
"""

import unicodedata

# Radicals of a dictionary that PDFs print for the characters that look the same (⼈, ⽤); Unicode says which those are.
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Of the supplement it says so of two only: here are those that are a character of their own.
_SUPPLEMENT = dict(
    zip("⺁⺎⺒⺓⺝⺟⺠⺧⺩⺪⺬⺮⺶⺻⺼⺽⻁⻃⻄⻅⻆⻉⻋⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳", "厂兀巳幺月母民牛王疋示竹羊聿肉臼虎西西见角贝车长长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟", strict=True)
)  # fmt: skip
# The dictionary is in traditional characters; a text that prints its radicals is in simplified ones, or is made so as a whole.
_SIMPLIFIED = dict(
    zip("戶見貝車長門韋頁風飛馬魚鳥鹵麥黃黽齊齒龍龜鬥", "户见贝车长门韦页风飞马鱼鸟卤麦黄黾齐齿龙龟斗", strict=True)
)
_IDEOGRAPHS = {
    chr(code): _same
    for code in range(0xF900, 0xFADA)
    if len(_same := unicodedata.normalize("NFKC", chr(code))) == 1 and _same != chr(code)
}
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_MATHEMATICAL = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D7CE, 0x1D800)}
_MARKS = {
    sign: mark
    for mark, signs in {
        "-": "—–‒―−─━", "~": "∼〜", "%": "﹪", "'": "‘’", "(": "〔", ")": "〕", "·": "•・‧∙⋅･", ".": "․﹒", ",": "﹐", "、": "﹑", "。": "｡"
    }.items()
    for sign in signs
}  # fmt: skip

PLAIN = (
    {radical: _SIMPLIFIED.get(character, character) for radical, character in _KANGXI.items()}
    | _SUPPLEMENT
    | _IDEOGRAPHS
    | _FULL_WIDTH
    | _MATHEMATICAL
    | _MARKS
)


def plain(text: str) -> str:
    """A text with a plain sign for each that stands for one: １ is 1, ⻓ is 长, — is -; as long as it was."""
    for sign in PLAIN.keys() & set(text):  # a dozen of them: quicker than a look at every character
        text = text.replace(sign, PLAIN[sign])
    return text
