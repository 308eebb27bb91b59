#pragma once

#include "core/domain/RunRecord.h"

namespace metaspo {

/// Settings and runs in words, for people.
QString methodText(Method method);
QString presetText(Preset preset);
QString scopeText(Scope scope);
QString pruningText(Pruning pruning);
/// "MetaSPO · small preset · 3 tasks · Qwen2.5 → Qwen2.5", with the names of optimizer templates that were changed.
QString runSummary(const RunRecord& record, const QStringList& changedTemplates = {});
/// With a full stop at the end.
QString endedSentence(const QString& text);

} // namespace metaspo
