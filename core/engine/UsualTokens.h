#pragma once

#include <QtGlobal>

/// What calls usually take, as long as nothing was measured. Tokens; characters are UTF-16 code units.
namespace metaspo {

inline constexpr qint64 charactersPerToken = 4;
inline constexpr qint64 usualBaseOutput = 150;
inline constexpr qint64 usualOptimizerOutput = 400;

} // namespace metaspo
