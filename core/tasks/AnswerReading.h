#pragma once

#include "core/domain/Task.h"

#include <optional>

namespace metaspo {

/// An answer read out of a response: its canonical form, or why there is none.
struct ReadAnswer
{
    std::optional<QString> value;
    QString reason;
};

/// The text inside the last complete `<answer>…</answer>`; nothing without one (methods.md, section 4).
std::optional<QString> lastAnswerBlock(const QString& response);

/// Reads a choice, label or number out of an answer block; text is taken as it is. Pure.
ReadAnswer readAnswer(const AnswerFormat& format, const QString& answer);

/// SQuAD normalisation: lower case, no punctuation, no articles, single spaces (Rajpurkar et al. 2016).
QString normalisedText(const QString& text);

} // namespace metaspo
