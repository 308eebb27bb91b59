// Which request of a wave goes out next: the part of Evaluation that decides cost, never a result.

#include "core/optimize/Evaluation.h"
#include "core/optimize/EvaluationMessages.h"

#include <algorithm>

namespace metaspo {

namespace {

// So many examples of one cell in a row keep a server's prefix cache warm and cost almost no pruning (performance.md,
// 1).
constexpr std::size_t runLength = 5;

} // namespace

std::optional<EvaluationRequest> Evaluation::next(RequestOrder order)
{
    if (order != m_order)
        m_run.clear(); // a run chosen in the other order
    m_order = order;
    while (!done()) {
        while (!m_run.empty()) {
            Work& work = m_works[m_runWork];
            const int position = m_run.back();
            m_run.pop_back();
            if (m_races[work.contest].standings[work.contender].isDropped)
                m_run.clear();
            else if (work.asked[static_cast<std::size_t>(position)] == Asked::No)
                return handOut(work, position);
        }
        if (!chooseRun(order))
            break;
    }
    return std::nullopt;
}

// Contests do not wait for one another: the one with the fewest in flight is served next.
bool Evaluation::chooseRun(RequestOrder order)
{
    std::optional<std::size_t> contest;
    std::optional<std::size_t> contender;
    for (std::size_t candidate = 0; candidate < m_races.size(); ++candidate) {
        const auto runner = chooseContender(candidate, order);
        if (!runner)
            continue;
        if (!contest || m_races[candidate].inFlight < m_races[*contest].inFlight) {
            contest = candidate;
            contender = runner;
        }
        if (order == RequestOrder::SlotOrder)
            break;
    }
    if (!contest)
        return false;
    chooseExamples(m_races[*contest].runners[*contender], order == RequestOrder::BestFirst && isRace(*contest));
    return true;
}

// The highest score still to be expected, once what is in flight has arrived; where nobody is dropped, in order.
std::optional<std::size_t> Evaluation::chooseContender(std::size_t contest, RequestOrder order) const
{
    const Race& race = m_races[contest];
    std::optional<std::size_t> chosen;
    qint64 highest = 0;
    for (std::size_t index = 0; index < race.runners.size(); ++index) {
        if (race.standings[index].isDropped || race.runners[index].unasked == 0)
            continue;
        if (order == RequestOrder::SlotOrder || !isRace(contest))
            return index;
        const qint64 expected = race.standings[index].atMost.sumOfTaskMeans - race.runners[index].expectedLoss;
        if (chosen && expected <= highest)
            continue;
        chosen = index;
        highest = expected;
    }
    return chosen;
}

void Evaluation::chooseExamples(const Runner& runner, bool isByRate)
{
    m_run.clear();
    double highest = -1;
    for (const std::size_t index : runner.works) {
        Work& work = m_works[index];
        if (work.unasked == 0)
            continue;
        if (!isByRate) {
            m_runWork = index;
            break;
        }
        const std::optional<int> position = nextByRate(work);
        const double weight =
            position ? work.rates->ranking(work.cell.user).weight[static_cast<std::size_t>(*position)] : -1;
        if (weight <= highest)
            continue;
        highest = weight;
        m_runWork = index;
    }
    const Work& work = m_works[m_runWork];
    const auto take = [&](int position) {
        if (m_run.size() < runLength && work.asked[static_cast<std::size_t>(position)] == Asked::No)
            m_run.push_back(position);
    };
    if (isByRate) {
        const std::vector<int>& order = work.rates->ranking(work.cell.user).order;
        for (auto at = static_cast<std::size_t>(work.cursor); at < order.size() && m_run.size() < runLength; ++at)
            take(order[at]);
    } else {
        for (int position = 0; position < work.examples->size() && m_run.size() < runLength; ++position)
            take(position);
    }
    std::reverse(m_run.begin(), m_run.end());
}

std::optional<int> Evaluation::nextByRate(Work& work)
{
    const ErrorRates::Ranking& ranking = work.rates->ranking(work.cell.user);
    if (work.epoch != ranking.epoch)
        work.cursor = 0;
    work.epoch = ranking.epoch;
    for (; work.cursor < work.examples->size(); ++work.cursor) {
        const int position = ranking.order[static_cast<std::size_t>(work.cursor)];
        if (work.asked[static_cast<std::size_t>(position)] == Asked::No)
            return position;
    }
    return std::nullopt;
}

EvaluationRequest Evaluation::handOut(Work& work, int position)
{
    const auto at = static_cast<std::size_t>(position);
    Race& race = m_races[work.contest];
    Runner& runner = race.runners[work.contender];
    work.asked[at] = Asked::InFlight;
    --work.unasked;
    --runner.unasked;
    ++race.inFlight;
    if (work.rates) {
        const double rate = work.rates->ranking(work.cell.user).rates[at];
        work.expectedLoss[at] = static_cast<qint64>(rate * static_cast<double>(Score::one)
                                                    / (work.examples->size() * runner.groups[work.group].cells));
        runner.expectedLoss += work.expectedLoss[at];
    }
    const Example& example = work.examples->examples[position];
    return {work.cell.system, work.cell.user, work.cell.task, work.cell.split, example.index, 0,
            evaluationMessages(m_texts.value(work.cell.system), m_texts.value(work.cell.user), example.question)};
}

} // namespace metaspo
