#include "core/optimize/Candidates.h"

namespace metaspo {

void Candidates::add(Candidate& candidate)
{
    if (candidate.state == CandidateState::Rejected)
        return;
    const QString key = name(candidate.kind) + u'/' + candidate.task + u'\n' + candidate.text.simplified();
    const auto known = m_firstWithText.constFind(key);
    if (known != m_firstWithText.constEnd()) {
        candidate.state = CandidateState::Alias;
        candidate.aliasOf = *known;
        candidate.reason = QStringLiteral("The same text as %1.").arg(text(*known));
        return;
    }
    m_firstWithText.insert(key, candidate.step);
    m_texts.insert(candidate.step, candidate.text);
}

Prompt Candidates::prompt(const Candidate& candidate) const
{
    const Step step = candidate.aliasOf.value_or(candidate.step);
    return {step, m_texts.value(step)};
}

} // namespace metaspo
