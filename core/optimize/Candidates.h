#pragma once

#include "core/domain/Candidate.h"
#include "core/optimize/Evaluation.h"

namespace metaspo {

/// A prompt under the step that names it in cells and messages.
struct Prompt
{
    Step step;
    QString text;
    bool operator==(const Prompt&) const = default;
};

/// The candidates of a run that may be scored, by text: one that says the same as an earlier one of its kind and task,
/// white space aside, is an alias and shares its cells.
class Candidates
{
public:
    /// Enters a candidate that is not rejected; makes it an alias where its text is known.
    void add(Candidate& candidate);
    /// The prompt under the step of who had the text first. The candidate was added.
    Prompt prompt(const Candidate& candidate) const;
    const PromptTexts& texts() const { return m_texts; }

private:
    QHash<QString, Step> m_firstWithText;
    PromptTexts m_texts;
};

} // namespace metaspo
