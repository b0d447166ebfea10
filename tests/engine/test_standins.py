"""What WeasyPrint hardly ever needs is loaded when it is called, and is then what it would have been."""

from __future__ import annotations

from .test_declarations import said

START = """
import sys, io
import kanyin.engine
kanyin.engine.install()
loaded = lambda *names: [name in sys.modules for name in names]
"""


def test_a_document_without_pictures_loads_neither_pillow_nor_fonttools() -> None:
    program = START + """
import weasyprint
weasyprint.HTML(string="<html lang=zh style='font-family: Noto Serif CJK SC'><body><p>天地<em>玄黄</em>abc").render()
print(*loaded("PIL.Image", "PIL.ImageCms", "fontTools.ttLib", "fontTools.subset", "fontTools.varLib"))
"""
    assert said(program) == ["False"] * 5


def test_pillow_is_loaded_for_a_picture_and_may_start_no_program() -> None:
    program = START + """
from weasyprint import images
print(images.Image.open.__module__)
import PIL.EpsImagePlugin, PIL.ImageFile, PIL.Image
print(PIL.EpsImagePlugin.gs_binary, PIL.ImageFile.LOAD_TRUNCATED_IMAGES, PIL.Image.Transpose is images.Image.Transpose)
"""
    assert said(program) == ["PIL.Image", "False", "True", "True"]


def test_a_font_that_is_none_is_the_same_error_as_ever() -> None:
    program = START + """
from weasyprint.pdf import fonts
try:
    fonts.TTFont(io.BytesIO(b"no font"))
except fonts.TTLibError as error:
    print(type(error).__module__)
import fontTools.ttLib
print(fonts.TTFont is fontTools.ttLib.TTFont, fonts.TTLibError is fontTools.ttLib.TTLibError)
from weasyprint.text import fonts
print(fonts.TTFont is fontTools.ttLib.TTFont, fonts.woff2.decompress.__module__)
"""
    assert said(program) == ["fontTools.ttLib", "True", "True", "True", "fontTools.ttLib.woff2"]


def test_a_colour_profile_is_read_by_pillow() -> None:
    program = START + """
from PIL import ImageCms
from weasyprint import css
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
print(type(css.ImageCmsProfile(io.BytesIO(profile))).__module__)
"""
    assert said(program) == ["PIL.ImageCms"]


def test_a_library_that_is_loaded_already_is_taken_as_it_is() -> None:
    program = """
import PIL.Image, fontTools.ttLib
import kanyin.engine
kanyin.engine.install()
from weasyprint import images
from weasyprint.pdf import fonts
print(images.Image is PIL.Image, fonts.TTFont is fontTools.ttLib.TTFont)
"""
    assert said(program) == ["True", "True"]
