#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/RunRecord.h"
#include "ui/run/CallText.h"

namespace metaspo {

/// What the tabs of the inspector say of a call.
QList<CallText::Part> messageParts(const CallDetail& detail);
QList<CallText::Part> scoringParts(const CallDetail& detail);
QList<CallText::Part> costParts(const CallDetail& detail);
QList<CallText::Part> attemptParts(const CallDetail& detail);
QString judgementText(const EvaluationRecord& evaluation); ///< in one sentence
QString systemText(const CallDetail& detail);
QString userText(const CallDetail& detail);

} // namespace metaspo
