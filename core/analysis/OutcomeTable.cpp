#include "core/analysis/OutcomeTable.h"

#include <algorithm>
#include <limits>

namespace metaspo {

namespace {

/// The answers of a cell by example, walked once from the front.
class Walk
{
public:
    explicit Walk(const PartnerCell* cell) : m_cell(cell)
    {
        if (!cell)
            return;
        m_order.resize(static_cast<std::size_t>(cell->answers.size()));
        for (std::size_t place = 0; place < m_order.size(); ++place)
            m_order[place] = static_cast<int>(place);
        std::stable_sort(m_order.begin(), m_order.end(), [cell](int one, int other) {
            return cell->answers[one].example < cell->answers[other].example;
        });
    }

    int example() const
    {
        return isAtEnd() ? std::numeric_limits<int>::max() : m_cell->answers[m_order[m_next]].example;
    }
    bool isAtEnd() const { return m_next >= m_order.size(); }

    /// The answer to this example, if it is next.
    OutcomeTable::Answer take(int example)
    {
        OutcomeTable::Answer answer;
        if (isAtEnd() || this->example() != example)
            return answer;
        const int place = m_order[m_next];
        answer.evaluation = m_cell->evaluations[place];
        answer.kind = m_cell->answers[place].outcome.kind;
        while (!isAtEnd() && this->example() == example)
            ++m_next;
        return answer;
    }

private:
    const PartnerCell* m_cell;
    std::vector<int> m_order;
    std::size_t m_next = 0;
};

QList<JudgedCell> judged(const QList<PartnerCell>& cells)
{
    QList<JudgedCell> result;
    for (const PartnerCell& cell : cells)
        result.append(cell.answers);
    return result;
}

/// The cells of every prompt, pair by pair: those of the baseline in its order, then what has no counterpart there.
std::vector<std::vector<const PartnerCell*>> pairsOf(const TaskAnswers& answers)
{
    const QList<PartnerCell>& baseline = answers.prompts.first();
    std::vector<std::vector<const PartnerCell*>> pairs;
    const auto place = [&](std::size_t pair, qsizetype prompt, const PartnerCell& cell) {
        while (pairs.size() <= pair)
            pairs.emplace_back(static_cast<std::size_t>(answers.prompts.size()), nullptr);
        pairs[pair][static_cast<std::size_t>(prompt)] = &cell;
    };
    for (qsizetype cell = 0; cell < baseline.size(); ++cell)
        place(static_cast<std::size_t>(cell), 0, baseline[cell]);
    for (qsizetype prompt = 1; prompt < answers.prompts.size(); ++prompt) {
        const QList<PartnerCell>& cells = answers.prompts[prompt];
        QList<bool> isPaired(cells.size(), false);
        for (const auto& [before, after] : pairedCells(baseline, cells)) {
            place(static_cast<std::size_t>(before), prompt, cells[after]);
            isPaired[after] = true;
        }
        auto free = static_cast<std::size_t>(baseline.size());
        for (qsizetype cell = 0; cell < cells.size(); ++cell)
            if (!isPaired[cell])
                place(free++, prompt, cells[cell]);
    }
    return pairs;
}

/// The examples that count in the comparison of each prompt: those that all its cells and all of the baseline's have.
std::vector<std::vector<int>> commonExamples(const TaskAnswers& answers)
{
    std::vector<std::vector<int>> common(static_cast<std::size_t>(answers.prompts.size()));
    const QList<PartnerCell>& baseline = answers.prompts.first();
    for (qsizetype prompt = 1; prompt < answers.prompts.size(); ++prompt) {
        if (baseline.isEmpty() || answers.prompts[prompt].isEmpty())
            continue;
        const QList<JudgedCell> cells = onCommonExamples(judged(baseline + answers.prompts[prompt]));
        std::vector<int>& examples = common[static_cast<std::size_t>(prompt)];
        for (const JudgedExample& answer : cells.first())
            examples.push_back(answer.example);
        std::sort(examples.begin(), examples.end());
    }
    return common;
}

Standing standingOf(const OutcomeTable::Answer& before, const OutcomeTable::Answer& after)
{
    const bool wasRight = before.kind == OutcomeKind::Correct;
    const bool isRight = after.kind == OutcomeKind::Correct;
    return wasRight == isRight ? Standing::Tie : isRight ? Standing::Win : Standing::Loss;
}

} // namespace

QList<std::pair<qsizetype, qsizetype>> pairedCells(const QList<PartnerCell>& before, const QList<PartnerCell>& after)
{
    QList<std::pair<qsizetype, qsizetype>> pairs;
    QList<bool> isTaken(after.size(), false);
    QList<qsizetype> alone;
    for (qsizetype one = 0; one < before.size(); ++one) {
        qsizetype other = 0;
        while (other < after.size() && (isTaken[other] || after[other].partnerText != before[one].partnerText))
            ++other;
        if (other == after.size()) {
            alone.append(one);
            continue;
        }
        isTaken[other] = true;
        pairs.append({one, other});
    }
    qsizetype next = 0;
    for (const qsizetype one : alone) {
        while (next < after.size() && isTaken[next])
            ++next;
        if (next == after.size())
            break;
        pairs.append({one, next++});
    }
    return pairs;
}

TaskPair pairOf(const TaskAnswers& answers, int prompt, Split split)
{
    const QList<PartnerCell>& before = answers.prompts.first();
    const QList<PartnerCell>& after = answers.prompts[prompt];
    QList<bool> isPaired(std::max(before.size(), after.size()), false);
    TaskPair pair{answers.task, answers.domain, answers.metric, split, {}, {}};
    const bool isBeforeLonger = before.size() > after.size();
    for (const auto& [one, other] : pairedCells(before, after)) {
        pair.before.append(before[one].answers);
        pair.after.append(after[other].answers);
        isPaired[isBeforeLonger ? one : other] = true;
    }
    const QList<PartnerCell>& longer = isBeforeLonger ? before : after;
    for (qsizetype cell = 0; cell < longer.size(); ++cell)
        if (!isPaired[cell])
            (isBeforeLonger ? pair.before : pair.after).append(longer[cell].answers);
    return pair;
}

void OutcomeTable::add(const TaskAnswers& answers)
{
    const std::vector<std::vector<int>> common = commonExamples(answers);
    std::vector<std::vector<Walk>> walks;
    for (const std::vector<const PartnerCell*>& pair : pairsOf(answers))
        walks.emplace_back(pair.begin(), pair.end());
    std::vector<Answer> row(m_prompts);
    while (true) {
        int example = std::numeric_limits<int>::max();
        for (const std::vector<Walk>& pair : walks)
            for (const Walk& walk : pair)
                example = std::min(example, walk.example());
        if (example == std::numeric_limits<int>::max())
            break;
        for (std::size_t pair = 0; pair < walks.size(); ++pair) {
            bool isAnswered = false;
            for (std::size_t prompt = 0; prompt < m_prompts; ++prompt) {
                row[prompt] = walks[pair][prompt].take(example);
                isAnswered = isAnswered || row[prompt].evaluation != 0;
                if (prompt > 0 && row[0].evaluation != 0 && row[prompt].evaluation != 0 &&
                    std::binary_search(common[prompt].begin(), common[prompt].end(), example))
                    row[prompt].standing = standingOf(row[0], row[prompt]);
            }
            if (!isAnswered)
                continue;
            m_places.push_back({m_tasks, example, static_cast<int>(pair)});
            m_answers.insert(m_answers.end(), row.begin(), row.end());
        }
    }
    ++m_tasks;
}

int OutcomeTable::rowOf(const Place& place) const
{
    const auto found = std::lower_bound(m_places.begin(), m_places.end(), place); // they were added in this order
    return found != m_places.end() && *found == place ? static_cast<int>(found - m_places.begin()) : -1;
}

bool OutcomeTable::matches(OutcomeFilter::Show show, int row, int prompt) const
{
    const Answer& one = answer(row, prompt);
    switch (show) {
    case OutcomeFilter::Show::All: return true;
    case OutcomeFilter::Show::Different:
        return one.standing != Standing::NotCompared && one.kind != answer(row, 0).kind;
    case OutcomeFilter::Show::Wins: return one.standing == Standing::Win;
    case OutcomeFilter::Show::Losses: return one.standing == Standing::Loss;
    case OutcomeFilter::Show::Ties: return one.standing == Standing::Tie;
    }
    return true;
}

bool OutcomeTable::shows(const OutcomeFilter& filter, int row) const
{
    if (filter.task >= 0 && place(row).task != filter.task)
        return false;
    if (filter.show == OutcomeFilter::Show::All)
        return true;
    if (filter.prompt > 0)
        return matches(filter.show, row, filter.prompt);
    for (int prompt = 1; prompt < prompts(); ++prompt)
        if (matches(filter.show, row, prompt))
            return true;
    return false;
}

QList<int> OutcomeTable::rows(const OutcomeFilter& filter) const
{
    QList<int> rows;
    for (int row = 0; row < size(); ++row)
        if (shows(filter, row))
            rows.append(row);
    return rows;
}

QList<int> OutcomeTable::counts(const OutcomeFilter& filter) const
{
    QList<int> counts;
    OutcomeFilter one = filter;
    for (const OutcomeFilter::Show show :
         {OutcomeFilter::Show::All, OutcomeFilter::Show::Different, OutcomeFilter::Show::Wins,
          OutcomeFilter::Show::Losses, OutcomeFilter::Show::Ties}) {
        one.show = show;
        int count = 0;
        for (int row = 0; row < size(); ++row)
            count += shows(one, row) ? 1 : 0;
        counts.append(count);
    }
    return counts;
}

PromptComparison comparePrompts(const QList<TaskAnswers>& tasks, int prompts, Split split,
                                const std::function<bool()>& isWanted)
{
    PromptComparison result;
    result.split = split;
    result.outcomes = OutcomeTable(prompts);
    result.comparisons.resize(prompts);
    for (const TaskAnswers& task : tasks) {
        if (!isWanted())
            break;
        result.tasks.append(task.task);
        result.outcomes.add(task);
        for (int prompt = 1; prompt < prompts; ++prompt)
            if (!task.prompts.first().isEmpty() && !task.prompts[prompt].isEmpty())
                result.comparisons[prompt].append(compareTask(pairOf(task, prompt, split)));
    }
    return result;
}

} // namespace metaspo
