#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"
#include "ui/kit/Theme.h"

namespace metaspo {

/// Outcomes and ends of answers in words, for people.
QString outcomeText(OutcomeKind kind);
QString outcomeGlyph(OutcomeKind kind);
Tone toneOf(OutcomeKind kind);
QString finishText(FinishReason reason);

} // namespace metaspo
