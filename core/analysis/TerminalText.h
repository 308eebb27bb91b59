#pragma once

#include <QString>

namespace metaspo {

/// Texts of models are hostile: they may hold escape sequences, direction marks that turn a line around,
/// characters that nobody sees. These functions make all of that visible (\x1b, \u202e, \u200b) for
/// terminals, list rows and labels. For display only: the result cannot be turned back. Pure functions.

/// One line: line ends become \n, tabs \t.
QString singleLine(QStringView text);
/// Line ends (LF, CR LF) and tabs stay, everything else as in singleLine.
QString manyLines(QStringView text);

/// True for what is never shown as itself: control, direction and zero-width characters, line and paragraph
/// separators, tags, lone surrogates, non-characters.
bool isHidden(char32_t character);

/// Cells on a terminal: East Asian wide characters and emoji take two, combining marks none.
int displayWidth(QStringView text);
/// At most `width` cells; what was cut is marked by one "…". Never cuts inside a character with its marks.
QString shortened(const QString& text, int width);
/// singleLine and shortened, without looking at more of a long text than is needed.
QString singleLine(QStringView text, int width);

} // namespace metaspo
