#pragma once

#include "core/analysis/Comparison.h"
#include "core/domain/Step.h"

#include <functional>
#include <vector>

namespace metaspo {

/// The answers of one prompt on one task and split, asked beside one prompt of the other kind, its partner.
struct PartnerCell
{
    Step partner;
    qint64 partnerText = 0; ///< equal prompts have equal numbers
    JudgedCell answers;
    QList<qint64> evaluations; ///< row ids, one per answer
};

/// What several prompts answered on one task and split. The first prompt is the baseline.
struct TaskAnswers
{
    QString task;
    QString domain;
    Metric metric;
    QList<QList<PartnerCell>> prompts; ///< as many for every task; no cell: not asked
};

/// Which cell of `before` stands beside which of `after`: first those with the same partner, then the rest in order.
/// As many pairs as the shorter side has cells.
QList<std::pair<qsizetype, qsizetype>> pairedCells(const QList<PartnerCell>& before, const QList<PartnerCell>& after);

/// The baseline and another prompt of the task, cells paired as above.
TaskPair pairOf(const TaskAnswers& answers, int prompt, Split split);

/// How a prompt did on an example beside the baseline, by right and wrong.
enum class Standing : quint8 {
    NotCompared, ///< not answered by both, or not with all of their partners
    Win,         ///< right, the baseline is not
    Loss,
    Tie ///< both right or both not
};

/// Which rows a table of outcomes shows.
struct OutcomeFilter
{
    enum class Show { All, Different, Wins, Losses, Ties };
    Show show = Show::All; ///< different: some compared prompt is right, wrong or unreadable where the baseline is not
    int prompt = 0;        ///< which prompt wins, loses, ties or differs; 0: any
    int task = -1;         ///< place of the task; -1: all
    bool operator==(const OutcomeFilter&) const = default;
};

/// The same examples under several prompts: who was right, and the row ids of the answers; no texts. A row per example
/// and pair of partners. 12 bytes a row and 16 more per prompt. Standings add up to the counts of compareTask.
class OutcomeTable
{
public:
    struct Place
    {
        int task = 0;    ///< in the order added
        int example = 0; ///< number of the example in the task
        int pair = 0;    ///< number of the pair of partners
        auto operator<=>(const Place&) const = default;
    };
    struct Answer
    {
        qint64 evaluation = 0; ///< 0: not answered
        OutcomeKind kind = OutcomeKind::Unreadable;
        Standing standing = Standing::NotCompared; ///< of the baseline: always
        bool operator==(const Answer&) const = default;
    };

    explicit OutcomeTable(int prompts = 1) : m_prompts(static_cast<std::size_t>(prompts)) {}

    void add(const TaskAnswers& answers);

    int prompts() const { return static_cast<int>(m_prompts); }
    int size() const { return static_cast<int>(m_places.size()); }
    const Place& place(int row) const { return m_places[static_cast<std::size_t>(row)]; }
    const Answer& answer(int row, int prompt) const
    {
        return m_answers[static_cast<std::size_t>(row) * m_prompts + static_cast<std::size_t>(prompt)];
    }
    int rowOf(const Place& place) const; ///< -1: there is none
    bool shows(const OutcomeFilter& filter, int row) const;
    QList<int> rows(const OutcomeFilter& filter) const;
    /// How many rows each way of showing has, in the order of OutcomeFilter::Show.
    QList<int> counts(const OutcomeFilter& filter) const;

    bool operator==(const OutcomeTable&) const = default;

private:
    bool matches(OutcomeFilter::Show show, int row, int prompt) const;

    std::size_t m_prompts;
    int m_tasks = 0;
    std::vector<Place> m_places;
    std::vector<Answer> m_answers; ///< those of a row beside each other
};

/// Several prompts on the same examples of one split, each beside the first.
struct PromptComparison
{
    Split split = Split::Test;
    QStringList tasks; ///< by the table's numbers
    OutcomeTable outcomes;
    QList<QList<TaskComparison>> comparisons; ///< by prompt, as `metaspo compare` gives them; of the baseline: none
    /// Answers never change, so the rest follows from which there are.
    bool operator==(const PromptComparison& other) const
    {
        return split == other.split && tasks == other.tasks && outcomes == other.outcomes;
    }
};

/// All splits are the same; tasks in the order given. `isWanted` is asked between two tasks; false: what is there so
/// far is given back.
PromptComparison comparePrompts(const QList<TaskAnswers>& tasks, int prompts, Split split,
                                const std::function<bool()>& isWanted = [] { return true; });

} // namespace metaspo
