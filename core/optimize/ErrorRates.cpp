#include "core/optimize/ErrorRates.h"

#include <algorithm>
#include <numeric>

namespace metaspo {

namespace {

constexpr double weightOfOtherUserPrompt = 0.5;
constexpr int answersBetweenRefreshes = 10;

} // namespace

ErrorRates::ErrorRates(const Metric& metric, const SplitExamples& examples)
    : m_size(examples.size()), m_cost(static_cast<std::size_t>(m_size), 1.0)
{
    m_all = {std::vector<double>(m_cost.size()), std::vector<double>(m_cost.size())};
    if (metric.kind != MetricKind::MacroF1 && metric.kind != MetricKind::MacroF1Reference)
        return;
    std::vector<double> gold(static_cast<std::size_t>(examples.labels.size()));
    for (const int label : examples.goldLabels)
        ++gold[static_cast<std::size_t>(label)];
    for (std::size_t position = 0; position < m_cost.size(); ++position)
        m_cost[position] = m_size
                           / (static_cast<double>(gold.size())
                              * gold[static_cast<std::size_t>(examples.goldLabels[position])]);
}

ErrorRates::OfUser& ErrorRates::ofUser(const Step& user)
{
    std::shared_ptr<OfUser>& entry = m_users[user];
    if (!entry) {
        entry = std::make_shared<OfUser>();
        entry->sums = {std::vector<double>(m_cost.size()), std::vector<double>(m_cost.size())};
    }
    return *entry;
}

void ErrorRates::add(const Step& user, int position, Score score)
{
    const double loss = 1 - score.value();
    const auto at = static_cast<std::size_t>(position);
    for (Sums* sums : {&m_all, &ofUser(user).sums}) {
        sums->loss[at] += loss;
        ++sums->n[at];
    }
    m_lossOfAll += loss;
    ++m_answers;
    if (++m_sinceRefresh < answersBetweenRefreshes)
        return;
    m_sinceRefresh = 0;
    ++m_epoch;
}

const ErrorRates::Ranking& ErrorRates::ranking(const Step& user)
{
    OfUser& entry = ofUser(user);
    if (entry.ranking.epoch != m_epoch)
        rank(entry);
    return entry.ranking;
}

void ErrorRates::rank(OfUser& user)
{
    const double prior = m_answers > 0 ? m_lossOfAll / m_answers : 0.5;
    Ranking& ranking = user.ranking;
    ranking.epoch = m_epoch;
    ranking.order.resize(m_cost.size());
    ranking.rates.resize(m_cost.size());
    ranking.weight.resize(m_cost.size());
    for (std::size_t i = 0; i < m_cost.size(); ++i) {
        const double loss = user.sums.loss[i] + weightOfOtherUserPrompt * (m_all.loss[i] - user.sums.loss[i]);
        const double n = user.sums.n[i] + weightOfOtherUserPrompt * (m_all.n[i] - user.sums.n[i]);
        ranking.rates[i] = (prior + loss) / (1 + n);
        ranking.weight[i] = ranking.rates[i] * m_cost[i];
    }
    std::iota(ranking.order.begin(), ranking.order.end(), 0);
    std::stable_sort(ranking.order.begin(), ranking.order.end(), [&](int a, int b) {
        return ranking.weight[static_cast<std::size_t>(a)] > ranking.weight[static_cast<std::size_t>(b)];
    });
}

} // namespace metaspo
