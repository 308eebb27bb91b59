#pragma once

#include "core/engine/RunProgress.h"

namespace metaspo {

/// Settings and runs in words, for people.
QString methodText(Method method);
QString presetText(Preset preset);
QString scopeText(Scope scope);
QString pruningText(Pruning pruning);
/// "MetaSPO · small preset · 3 tasks · Qwen2.5 → Qwen2.5", with the names of optimizer templates that were changed.
QString runSummary(const RunRecord& record, const QStringList& changedTemplates = {});
/// "120 of about 400 calls", or what were made where no estimate is known.
QString callsText(const RunProgress& progress);
/// "Run 3 is finished", of a run that is not at work any more.
QString haltTitle(qint64 run, RunState state);
/// With a full stop at the end.
QString endedSentence(const QString& text);

} // namespace metaspo
