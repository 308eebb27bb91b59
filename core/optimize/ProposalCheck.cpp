#include "core/optimize/ProposalCheck.h"

namespace metaspo {

ProposalCheck::ProposalCheck(const Problem& problem) : m_problem(problem)
{
    for (const ScoredTask& task : *problem.tasks)
        m_copied.push_back(std::make_unique<CopiedText>(task));
}

std::optional<QString> ProposalCheck::refusal(PromptKind kind, const QString& task, const QString& text,
                                              const QString& parent) const
{
    if (text.trimmed().isEmpty())
        return QStringLiteral("The text is empty.");
    if (kind == PromptKind::System && text.contains(questionPlaceholder))
        return QStringLiteral("A system prompt must not contain {question}.");
    if (kind == PromptKind::User)
        if (auto reason = refusalOfUserPrompt(text, parent))
            return reason;
    const int longest = m_problem.settings.longestPromptCharacters;
    if (text.size() > longest)
        return QStringLiteral("The text has %1 characters; the limit is %2.").arg(text.size()).arg(longest);
    return copied(kind == PromptKind::User ? task : QString(), text, parent);
}

std::optional<QString> ProposalCheck::refusalOfUserPrompt(const QString& text, const QString& parent) const
{
    const qsizetype placeholders = text.count(questionPlaceholder);
    if (placeholders == 0)
        return QStringLiteral("The user prompt has lost {question}.");
    if (placeholders > 1)
        return QStringLiteral("The user prompt has {question} %1 times; it must have it once.").arg(placeholders);
    for (const QLatin1String tag : {QLatin1String("<answer>"), QLatin1String("</answer>")})
        if (parent.contains(tag, Qt::CaseInsensitive) && !text.contains(tag, Qt::CaseInsensitive))
            return QStringLiteral("The user prompt has lost the answer tag %1.").arg(tag);
    for (const QString& passage : m_problem.settings.protectedPassages)
        if (!passage.isEmpty() && parent.contains(passage) && !text.contains(passage))
            return QStringLiteral("The user prompt has lost the protected passage “%1”.").arg(passage);
    return std::nullopt;
}

std::optional<QString> ProposalCheck::copied(const QString& task, const QString& text, const QString& parent) const
{
    for (std::size_t index = 0; index < m_copied.size(); ++index) {
        const QString& name = (*m_problem.tasks)[index].name();
        if (!task.isEmpty() && name != task)
            continue;
        if (const auto run = m_copied[index]->copiedRun(text, parent))
            return QStringLiteral("The text copies a train example of %1: “%2”.").arg(name, *run);
    }
    return std::nullopt;
}

} // namespace metaspo
