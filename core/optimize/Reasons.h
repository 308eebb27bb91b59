#pragma once

#include "core/domain/Score.h"
#include "core/domain/Step.h"

namespace metaspo {

/// Why a loop decided as it did, in one sentence for people. Pure.

/// Why the outer loop ended with this incumbent: `before` is the old incumbent's score, judged again with the user
/// prompts that the inner loop has just chosen.
QString whyChosen(bool isAdopted, bool hadRivals, const MetaScore& before, const MetaScore& after);

/// Why a prompt is not kept in its beam, or did not become the incumbent: `last` is the weakest one that is kept, or the
/// incumbent now.
QString whyNotKept(const Step& last, const MetaScore& score);

} // namespace metaspo
