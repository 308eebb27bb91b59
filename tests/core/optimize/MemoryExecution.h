#pragma once

#include "core/domain/Draw.h"
#include "core/optimize/RunMethod.h"

#include <QSet>
#include <functional>

namespace metaspo {

/// What outlives an interrupted run: the answers, as the file would keep them.
struct Memory
{
    QHash<QString, Completion> optimizer;
    QHash<QString, QList<std::pair<EvaluationRequest, Completion>>> waves;
    QHash<QString, int> timesAsked; ///< paid calls by key
};

/// The port of the methods without a file and without a network: models are functions, answers arrive in a drawn order,
/// a run can be interrupted after so many paid calls and taken up again with the same memory.
class MemoryExecution : public Execution
{
public:
    std::function<Completion(const EvaluationRequest&)> base;
    std::function<Completion(const OptimizerRequest&)> optimizer;
    std::function<QList<Insertion>(const Step&)> insertions;
    int width = 1;
    quint64 arrival = 1; ///< seeds the order of arrival
    RequestOrder order = RequestOrder::BestFirst;
    int interruptAfter = -1; ///< paid calls; -1: never
    Memory* memory = nullptr; ///< null: nothing is remembered

    QList<Fact> facts;
    QStringList entered;
    std::vector<OptimizerRequest> optimizerRequests;
    std::vector<EvaluationRequest> evaluationRequests; ///< in the order of going out
    bool keepsRequests = false;
    qint64 baseCalls = 0; ///< paid
    qint64 optimizerCalls = 0;
    qint64 streams = 0;

    std::vector<Completion> complete(const Step& step, const std::vector<OptimizerRequest>& requests) override;
    void stream(const Step& step, EvaluationPlan& plan) override;
    void record(const Fact& fact) override { facts.append(fact); }
    QList<Insertion> enter(const Step& step) override;

    template <typename T>
    QList<T> factsOf() const
    {
        QList<T> result;
        for (const Fact& fact : facts)
            if (const T* one = std::get_if<T>(&fact))
                result.append(*one);
        return result;
    }

private:
    void pay(const QString& key);

    std::optional<Draw> m_draw;
    int m_paid = 0;
};

/// Runs to the end, or to the interruption.
bool runToItsEnd(MemoryExecution& execution, const MethodInput& input);

} // namespace metaspo
