#pragma once

#include "core/domain/Cell.h"
#include "core/optimize/ScoredTask.h"

#include <QHash>
#include <memory>
#include <vector>

namespace metaspo {

/// Which examples of a task are most likely to be answered wrongly, hence tell candidates apart soonest: pooled over
/// all answers known so far (performance.md, section 1). The same example under another system prompt counts 1, the
/// same question under another user prompt 0.5, the prior is one answer of the task's mean. Decides only the order of
/// calls, never a result.
class ErrorRates
{
public:
    /// Both outlive this.
    ErrorRates(const Metric& metric, const SplitExamples& examples);

    void add(const Step& user, int position, Score score);

    /// Positions, the most telling first; refreshed after every 10 answers. `epoch` changes with it.
    struct Ranking
    {
        std::vector<int> order;
        std::vector<double> rates;  ///< expected loss in [0,1] by position
        std::vector<double> weight; ///< rate times what a miss costs, by position
        int epoch = 0;
    };
    const Ranking& ranking(const Step& user);

private:
    struct Sums
    {
        std::vector<double> loss;
        std::vector<double> n;
    };
    struct OfUser
    {
        Sums sums;
        Ranking ranking;
    };
    OfUser& ofUser(const Step& user);
    void rank(OfUser& user);

    int m_size;
    std::vector<double> m_cost; ///< of a miss, by position: macro-F1 loses more with a rare label
    Sums m_all;
    double m_lossOfAll = 0;
    double m_answers = 0;
    int m_sinceRefresh = 0;
    int m_epoch = 1;
    QHash<Step, std::shared_ptr<OfUser>> m_users;
};

} // namespace metaspo
