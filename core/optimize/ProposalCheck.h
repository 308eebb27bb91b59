#pragma once

#include "core/domain/Candidate.h"
#include "core/optimize/CopiedText.h"
#include "core/optimize/Problem.h"

#include <memory>

namespace metaspo {

/// Whether a proposed text may be scored, decided before a single base call is spent (methods.md, section 3). Reasons
/// are sentences. Method's thread only.
class ProposalCheck
{
public:
    explicit ProposalCheck(const Problem& problem);

    /// Why the text is refused; nothing if it may be scored. `parent`: the text it was made from. Passages that the
    /// parent has (answer tags, protected ones) must be kept.
    std::optional<QString> refusal(PromptKind kind, const QString& task, const QString& text,
                                   const QString& parent) const;

private:
    std::optional<QString> refusalOfUserPrompt(const QString& text, const QString& parent) const;
    std::optional<QString> copied(const QString& task, const QString& text, const QString& parent) const;

    const Problem& m_problem;
    std::vector<std::unique_ptr<CopiedText>> m_copied; ///< by task
};

} // namespace metaspo
