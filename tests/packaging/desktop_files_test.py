"""Installs the desktop's files into an empty folder and checks that they fit together, and fit the program.

usage: python3 desktop_files_test.py SOURCE_FOLDER BUILD_FOLDER
"""
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


class DesktopFilesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.share = pathlib.Path(folder.name) / "share"
        subprocess.run(["cmake", "--install", str(BUILD), "--component", "desktop", "--prefix", folder.name],
                       check=True, stdout=subprocess.DEVNULL)
        entries = configparser.ConfigParser(interpolation=None)
        entries.optionxform = str
        entries.read(cls.share / "applications" / "metaspo-workbench.desktop", encoding="utf-8")
        cls.entry = entries["Desktop Entry"]
        cls.mime = xml.parse(cls.share / "mime" / "packages" / "metaspo-workbench.xml").find(f"{MIME}mime-type")
        cls.metainfo = xml.parse(cls.share / "metainfo" / "metaspo-workbench.metainfo.xml").getroot()

    def test_entry_starts_the_workbench_with_a_file(self):
        self.assertEqual(self.entry["Exec"], "metaspo-workbench %f")
        self.assertIn("metaspo-workbench", (SOURCE / "app" / "CMakeLists.txt").read_text(encoding="utf-8"))
        self.assertEqual(self.entry["Type"], "Application")
        for key in ("Categories", "MimeType", "Keywords"):
            self.assertTrue(self.entry[key].endswith(";"), key)

    def test_windows_belong_to_the_entry(self):
        main = (SOURCE / "app" / "workbench" / "main.cpp").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r'setDesktopFileName\(QStringLiteral\("(.+?)"\)', main), ["metaspo-workbench"])

    def test_icon_is_installed_under_its_name(self):
        icon = self.share / "icons" / "hicolor" / "scalable" / "apps" / f"{self.entry['Icon']}.svg"
        self.assertTrue(xml.parse(icon).getroot().tag.endswith("svg"))
        self.assertEqual(self.mime.find(f"{MIME}icon").get("name"), self.entry["Icon"])

    def test_entry_takes_the_type_of_our_files(self):
        kind = self.mime.get("type")
        self.assertEqual(self.entry["MimeType"], f"{kind};")
        self.assertEqual(self.metainfo.findtext("provides/mediatype"), kind)
        self.assertEqual(self.mime.find(f"{MIME}glob").get("pattern"), "*.metaspo")

    def test_files_are_recognised_by_the_id_in_their_header(self):
        schema = SOURCE / "core" / "store" / "Schema.h"
        if not schema.exists():
            self.skipTest("The store has no schema.")
        number = int(re.search(r"applicationId = (0x[0-9A-F]+)", schema.read_text(encoding="utf-8"))[1], 16)
        header = self.mime.find(f"{MIME}magic/{MIME}match/{MIME}match")
        self.assertEqual(header.get("value").encode(), number.to_bytes(4, "big"))
        self.assertEqual(header.get("offset"), "68")

    def test_description_names_the_entry_the_licence_and_the_version(self):
        self.assertEqual(self.metainfo.findtext("launchable"), "metaspo-workbench.desktop")
        self.assertEqual(self.metainfo.findtext("project_license"), "GPL-3.0-or-later")
        project = (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8").split("project(")[1]
        version = re.search(r"VERSION ([0-9.]+)", project)
        self.assertEqual(self.metainfo.find("releases/release").get("version"), version[1])

    def test_installer_of_the_local_model_is_where_the_program_looks(self):
        for program in ("install", "status"):
            self.assertTrue(os.access(self.share / "metaspo" / "local-model" / program, os.X_OK))

    def test_the_desktops_own_checkers_find_nothing(self):
        checks = (["desktop-file-validate", self.share / "applications" / "metaspo-workbench.desktop"],
                  ["appstreamcli", "validate", "--no-net", self.share / "metainfo" / "metaspo-workbench.metainfo.xml"])
        for command in checks:
            if shutil.which(command[0]):
                checked = subprocess.run(command, capture_output=True, text=True, check=False)
                self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
