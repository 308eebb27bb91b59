#pragma once

#include "core/domain/Candidate.h"
#include "core/domain/Error.h"

#include <QByteArray>

namespace metaspo {

/// An insertion as the argument of a command between programs: {"kind", "task", "text", "edited_from"}. Pure.
QByteArray insertionJson(const Insertion& insertion);
Result<Insertion> insertionFromJson(const QByteArray& json);
/// Without white space around its text, as the candidate will be.
Insertion trimmed(Insertion insertion);

} // namespace metaspo
