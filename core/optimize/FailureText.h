#pragma once

#include "core/optimize/Problem.h"
#include "core/optimize/ScoreBook.h"

namespace metaspo {

/// One wrong answer, as the optimizer is shown it (methods.md, section 3).
struct Failure
{
    QString task;
    QString systemPrompt;
    QString userMessage;
    QString response;
    QString prediction;
    QString expected;
};

/// The texts of the prompts whose wrong answers are shown.
struct PromptPair
{
    QString systemPrompt;
    QString userPrompt;
};

/// At most `count` wrong answers of a finished cell on train, drawn without replacement by (seed, key).
QList<Failure> drawFailures(const Problem& problem, const ScoreBook& book, const Cell& cell, const PromptPair& prompts,
                            int count, const QString& key);

bool hasFailures(const ScoreBook& book, const Cell& cell);

/// The failures through the failure template, together at most `longest` characters: long parts are shortened in the
/// middle, the longest first, with a visible mark.
QString shownFailures(const OptimizerTemplate& failureTemplate, const QList<Failure>& failures, int longest);

/// At most `longest` characters; the middle is replaced by a mark that says how much is left out.
QString shortenedInTheMiddle(const QString& text, qsizetype longest);

} // namespace metaspo
