#pragma once

#include "core/domain/Task.h"

namespace metaspo {

/// Tells the answer format from the gold answers: letters (and the options listed in the questions) make a
/// choice, whole or decimal numbers a number, few short answers that come again and again a label set,
/// anything else text.
AnswerFormat guessFormat(const QList<Example>& examples);

/// Accuracy; exact match for text.
MetricKind guessMetric(const AnswerFormat& format);

/// Choice letters without their brackets, labels as the set writes them; answers that cannot be read stay as
/// they are.
void canonicaliseAnswers(Task& task);

/// The sentence that asks for the answer in its tags: "Write only the letter …".
QString answerRequest(const AnswerFormat& format);

} // namespace metaspo
