#pragma once

#include "core/domain/Completion.h"

namespace metaspo {

/// What the base model is sent for one example: the system prompt in the system role (left out if empty), the user
/// prompt in the user role with its first `{question}` replaced literally, once.
QList<Message> evaluationMessages(const QString& systemPrompt, const QString& userPrompt, const QString& question);

} // namespace metaspo
