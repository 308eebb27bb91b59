#pragma once

#include "core/domain/Names.h"

#include <optional>

namespace metaspo {

enum class Encoding { Utf8, Utf16, Windows1252 };

template <>
struct Names<Encoding>
{
    static constexpr std::array<std::pair<Encoding, const char*>, 3> table{
        {{Encoding::Utf8, "utf-8"}, {Encoding::Utf16, "utf-16"}, {Encoding::Windows1252, "windows-1252"}}};
};

/// How a file of the user's is written, as far as somebody said it. What is absent is told from the file: UTF-16 by its
/// mark, else UTF-8; the separator by the first line; quotes are double ones, by RFC 4180. All but the encoding concerns
/// tables alone.
struct FileFormat
{
    std::optional<Encoding> encoding;
    std::optional<char> separator;
    std::optional<char> quote; ///< NUL: quotes are ordinary characters
    int skippedLines = 0;      ///< before the header
    bool hasHeader = true;     ///< else the columns are called "column 1" …
    bool trims = false;        ///< white space around fields goes
};

} // namespace metaspo
