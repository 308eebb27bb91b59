#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

namespace metaspo {

/// The YAML head of a task file: all of a task but its examples. Keys: name, domain, role, user_prompt,
/// answer_format, choices, labels (name to synonyms), number, metric, tolerance, judge, command, origin,
/// licence, seed (of the default split). The user prompt's last line end is the file's, not the prompt's. An
/// unknown key is an error, so that a misspelt one cannot pass.
Result<void> readTaskHead(const QByteArray& yaml, const QString& fileName, Task& task, quint64& seed);

QByteArray writeTaskHead(const Task& task);

} // namespace metaspo
