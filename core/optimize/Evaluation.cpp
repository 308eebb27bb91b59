#include "core/optimize/Evaluation.h"

namespace metaspo {

Evaluation::Evaluation(const Problem& problem, const PromptTexts& texts, ScoreBook& book, QList<Contest> contests)
    : m_problem(problem), m_texts(texts), m_book(book), m_contests(std::move(contests))
{
    m_races.resize(static_cast<std::size_t>(m_contests.size()));
    for (std::size_t contest = 0; contest < m_races.size(); ++contest)
        for (const Contender& contender : m_contests[static_cast<qsizetype>(contest)].contenders)
            addContender(contest, contender);
    for (Work& work : m_works)
        for (int position = 0; position < work.examples->size(); ++position)
            if (const auto& known = work.answers->outcomes[static_cast<std::size_t>(position)])
                enter(work, position, *known);
    for (std::size_t contest = 0; contest < m_races.size(); ++contest)
        settle(contest);
}

void Evaluation::addContender(std::size_t contest, const Contender& contender)
{
    Race& race = m_races[contest];
    const std::size_t index = race.runners.size();
    race.runners.emplace_back();
    race.standings.emplace_back();
    race.runners.back().groups.resize(static_cast<std::size_t>(contender.cells.size()));
    for (qsizetype group = 0; group < contender.cells.size(); ++group)
        for (const Cell& cell : contender.cells[group])
            addCell(contest, index, static_cast<std::size_t>(group), cell);
    Standing& standing = race.standings.back();
    standing.atMost.tasks = standing.atLeast.tasks = static_cast<int>(contender.cells.size());
    for (const Group& group : race.runners.back().groups) {
        standing.atMost.sumOfTaskMeans += roundedDivision(group.atMost, group.cells);
        standing.atLeast.sumOfTaskMeans += roundedDivision(group.atLeast, group.cells);
    }
    m_unsettled += standing.isFinished() ? 0 : 1;
}

void Evaluation::addCell(std::size_t contest, std::size_t contender, std::size_t group, const Cell& cell)
{
    const ScoredTask* task = m_problem.task(cell.task);
    const SplitExamples& examples = task->examples(cell.split);
    CellAnswers& answers = m_book.at(cell);
    answers.outcomes.resize(static_cast<std::size_t>(examples.size()));

    Work work{cell, task, &examples, &answers, nullptr, CellBounds(task->task().metric, examples), {}, {},
              contest, contender, group, examples.size(), 0, 0, answers.score.has_value()};
    work.asked.resize(answers.outcomes.size(), Asked::No);
    if (isRace(contest)) {
        work.rates = ratesOf(*task, cell.split);
        work.expectedLoss.resize(answers.outcomes.size());
    }
    Runner& runner = m_races[contest].runners[contender];
    runner.works.push_back(m_works.size());
    runner.unasked += work.unasked;
    runner.groups[group].atMost += work.bounds.atMost().nano;
    runner.groups[group].atLeast += work.bounds.atLeast().nano;
    ++runner.groups[group].cells;
    m_races[contest].standings[contender].planned += examples.size();
    m_workOfCell.insert(cell, m_works.size());
    m_works.push_back(std::move(work));
}

// One pool per task and split, filled with every answer known so far.
ErrorRates* Evaluation::ratesOf(const ScoredTask& task, Split split)
{
    std::shared_ptr<ErrorRates>& rates = m_rates[{task.name(), static_cast<int>(split)}];
    if (rates)
        return rates.get();
    rates = std::make_shared<ErrorRates>(task.task().metric, task.examples(split));
    for (auto known = m_book.cells().begin(); known != m_book.cells().end(); ++known) {
        if (known.key().task != task.name() || known.key().split != split)
            continue;
        const auto& outcomes = known.value()->outcomes;
        for (std::size_t position = 0; position < outcomes.size(); ++position)
            if (outcomes[position])
                rates->add(known.key().user, static_cast<int>(position), outcomes[position]->score);
    }
    return rates.get();
}

bool Evaluation::isRace(std::size_t contest) const
{
    const Contest& given = m_contests[static_cast<qsizetype>(contest)];
    return m_problem.settings.pruning != Pruning::Exhaustive && given.keep < given.contenders.size();
}

const std::vector<Standing>& Evaluation::standings(qsizetype contest) const
{
    return m_races[static_cast<std::size_t>(contest)].standings;
}

QList<int> Evaluation::best(qsizetype contest) const
{
    return bestOf(standings(contest), m_contests[contest].keep);
}

std::optional<CellScore> Evaluation::cellScore(const Cell& cell) const
{
    const CellAnswers* answers = m_book.find(cell);
    return answers ? answers->score : std::nullopt;
}

bool Evaluation::hasFinished(const Cell& cell) const
{
    const auto index = m_workOfCell.constFind(cell);
    return index != m_workOfCell.constEnd() && !m_works[*index].wasFinished && m_works[*index].answers->score;
}

std::optional<Outcome> Evaluation::answered(const EvaluationRequest& request, const Completion& completion)
{
    const auto index = m_workOfCell.constFind(Cell{request.system, request.user, request.task, request.split});
    if (index == m_workOfCell.constEnd() || request.repeat != 0)
        return std::nullopt;
    Work& work = m_works[*index];
    const int position = work.examples->positions.value(request.example, -1);
    if (position < 0)
        return std::nullopt;
    const auto at = static_cast<std::size_t>(position);
    const Outcome outcome = work.task->grader().grade(completion, work.examples->examples[position]);
    if (work.asked[at] == Asked::Answered)
        return outcome;
    if (work.asked[at] == Asked::InFlight) {
        --m_races[work.contest].inFlight;
        if (work.rates)
            m_races[work.contest].runners[work.contender].expectedLoss -= work.expectedLoss[at];
    }
    work.answers->outcomes[at] = outcome;
    if (work.cell.split == Split::Train && outcome.kind != OutcomeKind::Correct)
        work.answers->wrongResponses.insert(position, completion.text.toUtf8());
    if (work.rates)
        work.rates->add(work.cell.user, position, outcome.score);
    enter(work, position, outcome);
    settle(work.contest);
    return outcome;
}

void Evaluation::enter(Work& work, int position, const Outcome& outcome)
{
    Asked& asked = work.asked[static_cast<std::size_t>(position)];
    if (asked == Asked::No) {
        --work.unasked;
        --m_races[work.contest].runners[work.contender].unasked;
    }
    asked = Asked::Answered;
    const Score mostBefore = work.bounds.atMost();
    const Score leastBefore = work.bounds.atLeast();
    work.bounds.add(position, outcome);
    if (work.bounds.open() == 0)
        work.answers->score = work.bounds.score();
    updateStanding(work, mostBefore, leastBefore);
}

void Evaluation::updateStanding(const Work& work, Score mostBefore, Score leastBefore)
{
    Race& race = m_races[work.contest];
    Group& group = race.runners[work.contender].groups[work.group];
    Standing& standing = race.standings[work.contender];
    const auto change = [&](qint64& sum, MetaScore& bound, qint64 difference) {
        if (difference == 0)
            return;
        bound.sumOfTaskMeans -= roundedDivision(sum, group.cells);
        sum += difference;
        bound.sumOfTaskMeans += roundedDivision(sum, group.cells);
    };
    change(group.atMost, standing.atMost, work.bounds.atMost().nano - mostBefore.nano);
    change(group.atLeast, standing.atLeast, work.bounds.atLeast().nano - leastBefore.nano);
    ++standing.answered;
    if (standing.isFinished() && !standing.isDropped)
        --m_unsettled;
}

void Evaluation::settle(std::size_t contest)
{
    if (isRace(contest))
        m_unsettled -= dropHopeless(m_races[contest].standings, m_contests[static_cast<qsizetype>(contest)].keep);
}

void evaluate(Execution& execution, const Step& step, Evaluation& evaluation)
{
    if (evaluation.done())
        return;
    execution.stream(step, evaluation);
    if (!evaluation.done())
        throw RunInterrupted{Error{ErrorKind::Internal,
                                   QStringLiteral("The scoring of step %1 ended too early").arg(text(step)),
                                   QStringLiteral("Not every decision was certain"), {}}};
}

void recordScores(Execution& execution, const Step& loop, const Evaluation& evaluation)
{
    for (qsizetype contest = 0; contest < evaluation.contests().size(); ++contest) {
        const QList<Contender>& contenders = evaluation.contests()[contest].contenders;
        for (qsizetype index = 0; index < contenders.size(); ++index) {
            for (const QList<Cell>& cells : contenders[index].cells)
                for (const Cell& cell : cells)
                    if (evaluation.hasFinished(cell))
                        execution.record(CellFinished{cell, *evaluation.cellScore(cell)});
            const Standing& standing = evaluation.standings(contest)[static_cast<std::size_t>(index)];
            if (!standing.isFinished() && loopOf(contenders[index].candidate) == loop)
                execution.record(CandidateDropped{contenders[index].candidate, standing.atMost, standing.answered,
                                                  standing.planned});
        }
    }
}

} // namespace metaspo
