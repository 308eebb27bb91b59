#pragma once

#include "core/domain/Task.h"

#include <QByteArray>

namespace metaspo {

/// As stored in task.format_json.
QByteArray toJson(const AnswerFormat& format);
AnswerFormat answerFormatFromJson(const QByteArray& json);

/// A list of texts as stored in example.answers_json.
QByteArray toJson(const QStringList& texts);
QStringList textsFromJson(const QByteArray& json);

} // namespace metaspo
