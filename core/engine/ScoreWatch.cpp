#include "core/engine/ScoreWatch.h"

namespace metaspo {

ScoreWatch::ScoreWatch(QMap<QString, QString> domains, Split selection)
    : m_domains(std::move(domains)), m_selection(selection)
{}

void ScoreWatch::learn(const Fact& fact)
{
    if (const auto* finished = std::get_if<CellFinished>(&fact))
        m_scores.insert(finished->cell, finished->score.score);
    else if (const auto* beam = std::get_if<BeamChosen>(&fact))
        m_beams.insert(beam->task, beam->beam);
    else if (const auto* judged = std::get_if<CandidateJudged>(&fact); judged && judged->score
                                                                         && judged->candidate.loop == Loop::Outer)
        m_judged.insert(judged->candidate, *judged->score);
    else if (const auto* choice = std::get_if<IncumbentChosen>(&fact))
        m_incumbent = choice->incumbent;
    else if (std::holds_alternative<StageReached>(fact))
        m_judged.clear();
}

std::optional<double> ScoreWatch::score(const Cell& cell) const
{
    const auto known = m_scores.constFind(cell);
    return known == m_scores.constEnd() ? std::nullopt : std::optional(known->value());
}

std::optional<double> ScoreWatch::userScore(const Step& user, const QString& task) const
{
    return score({m_incumbent, user, task, m_selection});
}

std::optional<Step> ScoreWatch::firstPrompt(const QString& task) const
{
    const QList<Step> beam = m_beams.value(task);
    return beam.isEmpty() ? std::nullopt : std::optional(beam.front());
}

std::optional<double> ScoreWatch::firstPromptScore(const Step& system, const QString& task) const
{
    const std::optional<Step> first = firstPrompt(task);
    return first ? score({system, *first, task, m_selection}) : std::nullopt;
}

std::optional<double> ScoreWatch::domainScore(const Step& system, const QString& domain) const
{
    double sum = 0;
    int tasks = 0;
    for (auto task = m_domains.begin(); task != m_domains.end(); ++task) {
        if (task.value() != domain)
            continue;
        const QList<Step> beam = m_beams.value(task.key());
        double ofTask = 0;
        for (const Step& user : beam) {
            const std::optional<double> one = score({system, user, task.key(), m_selection});
            if (!one)
                return std::nullopt;
            ofTask += *one;
        }
        if (beam.isEmpty())
            return std::nullopt;
        sum += ofTask / static_cast<double>(beam.size());
        ++tasks;
    }
    return tasks == 0 ? std::nullopt : std::optional(sum / tasks);
}

QStringList ScoreWatch::domains() const
{
    QStringList result = m_domains.values();
    result.removeDuplicates();
    return result;
}

} // namespace metaspo
