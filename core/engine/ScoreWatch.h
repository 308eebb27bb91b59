#pragma once

#include "core/domain/Fact.h"

#include <QHash>
#include <optional>

namespace metaspo {

/// What the facts of a run have told about its scores so far, for breakpoints that compare a candidate with what is in
/// force. Method's thread.
class ScoreWatch
{
public:
    /// `domains`: of the tasks, by name. `selection`: the split whose scores decide.
    ScoreWatch(QMap<QString, QString> domains, Split selection);
    ScoreWatch() = default;

    void learn(const Fact& fact);

    /// In [0, 1]. Of a user prompt of the task under the incumbent; nothing: not all answers were there.
    std::optional<double> userScore(const Step& user, const QString& task) const;
    /// The first user prompt kept for a task now.
    std::optional<Step> firstPrompt(const QString& task) const;
    /// The mean over a domain's tasks of the mean over their kept user prompts.
    std::optional<double> domainScore(const Step& system, const QString& domain) const;
    QStringList domains() const;
    QStringList tasks() const { return m_beams.keys(); } ///< those with kept prompts
    /// System prompts that were judged in the loop that has not decided yet, with their meta scores.
    const QMap<Step, MetaScore>& judged() const { return m_judged; }
    /// Of a system prompt with the first user prompt of a task.
    std::optional<double> firstPromptScore(const Step& system, const QString& task) const;

private:
    std::optional<double> score(const Cell& cell) const;

    QMap<QString, QString> m_domains;
    Split m_selection = Split::Train;
    Step m_incumbent;
    QHash<Cell, Score> m_scores;
    QMap<QString, QList<Step>> m_beams; ///< by task
    QMap<Step, MetaScore> m_judged;
};

} // namespace metaspo
