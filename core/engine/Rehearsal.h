#pragma once

#include "core/engine/NextStep.h"
#include "core/engine/RememberedCalls.h"
#include "core/engine/RunRequests.h"
#include "core/optimize/Execution.h"
#include "core/store/CallRows.h"

#include <QSet>
#include <functional>

namespace metaspo {

class Connections;

/// A run played without asking anybody and without writing anything: the method runs over the answers that are in the
/// file until it wants one that is not, and what it wants then is the next step. On a thread that may take as long as
/// the replay of the run. Every call may throw RunInterrupted, also to end the rehearsal where it was meant to end.
class Rehearsal : public Execution
{
public:
    /// Memory and reader outlive this. `isCancelled` is asked often; then the rehearsal ends with Stopped.
    Rehearsal(RunRequests requests, RememberedCalls& memory, Reader& reader, std::function<bool()> isCancelled);

    std::vector<Completion> complete(const Step& step, const std::vector<OptimizerRequest>& requests) override;
    void stream(const Step& step, EvaluationPlan& plan) override;
    void record(const Fact& fact) override;
    QList<Insertion> enter(const Step& step) override;

    /// What the method wanted and did not find.
    const std::optional<NextStep>& found() const { return m_found; }

private:
    struct Missing ///< the calls of the candidate that comes next
    {
        NextStep next;
        ModelRole role = ModelRole::Base;
        qint64 characters = 0; ///< of their requests
    };

    void load(const Step& wave);
    void replay(const Step& wave, EvaluationPlan& plan);
    void tell(EvaluationPlan& plan, const Step& wave, const RememberedCall& call) const;
    bool wasEntered(const Step& loop);
    QList<Insertion> stored(qint64 run, const std::optional<Step>& loop);
    std::optional<Completion> remembered(const NewCall& call);
    NextStep begun(const Step& wave, const Step& candidate, const NewCall& call) const;
    static void count(Missing& missing, const Step& candidate, const QList<Message>& messages);
    [[noreturn]] void stopAt(Missing missing);
    std::optional<qint64> cost(const Missing& missing);
    void throwIfCancelled() const;

    RunRequests m_requests;
    RememberedCalls& m_memory;
    Reader& m_reader;
    std::function<bool()> m_isCancelled;
    std::optional<QSet<Step>> m_passed; ///< loops that are over
    std::optional<NextStep> m_found;
};

/// What the run would do next if it went on now; nothing: it is finished or was only recorded. Blocks, query thread or
/// one of its own. Fails where going on would fail before the first call.
Result<std::optional<NextStep>> nextStepOf(Reader& reader, const Connections& connections, qint64 run,
                                           const std::function<bool()>& isCancelled);

} // namespace metaspo
