#pragma once

#include "core/domain/Fact.h"

namespace metaspo {

/// A fact in words, for the sentence that says how a resumed run differs: "candidate 2/outer/4 scored, 0.7312".
QString inWords(const Fact& fact);

} // namespace metaspo
