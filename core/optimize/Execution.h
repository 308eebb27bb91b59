#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Fact.h"

#include <QList>
#include <optional>
#include <vector>

namespace metaspo {

/// What an optimizer call is for; each has a template of the same name (resources/templates).
enum class OptimizerRole {
    AnalyseUserPrompt,
    RewriteUserPrompt,
    AnalyseSystemPrompt,
    RewriteSystemPrompt,
    InduceInstruction,
    Paraphrase,
    Crossover,
    Mutate,
    Condense
};

/// One call to the optimizer model on behalf of a candidate. (candidate, role, attempt) is its key in the run.
struct OptimizerRequest
{
    Step candidate;
    OptimizerRole role = OptimizerRole::AnalyseUserPrompt;
    int attempt = 0; ///< 0, then 1, 2 for re-asks
    QList<Message> messages;
    QString answerTag;
};

/// One call to the base model: one example under one (system, user) pair. The pair, the example and the repeat
/// are its key in the run.
struct EvaluationRequest
{
    Step system;
    Step user;
    QString task;
    Split split = Split::Train;
    int example = 0; ///< Example::index
    int repeat = 0;
    QList<Message> messages;
};

/// BestFirst: the plan's own order. SlotOrder: candidate by candidate, while somebody is stepping.
enum class RequestOrder { BestFirst, SlotOrder };

/// What a wave of evaluations still wants to know. Used from the method's thread only. It hands out the next most
/// useful request whenever a slot is free, and is told each response, in any order.
class EvaluationPlan
{
public:
    virtual ~EvaluationPlan() = default;
    /// Nothing now: everything needed is answered or in flight.
    virtual std::optional<EvaluationRequest> next(RequestOrder order) = 0;
    /// Grades the response. Called for remembered responses first; those may not have been asked for by next().
    /// Returns the outcome for the record; responses that do not belong to the plan give nothing.
    virtual std::optional<Outcome> answered(const EvaluationRequest& request, const Completion& completion) = 0;
    /// True once every decision of the wave is certain; calls in flight are still waited for.
    virtual bool done() const = 0;
};

/// The one port between a method and the world. All that costs money, takes time or must survive a crash goes
/// through it. Every call may throw RunInterrupted; methods let it pass.
class Execution
{
public:
    virtual ~Execution() = default;
    /// Responses in the order of the requests; remembered ones are not asked for again.
    virtual std::vector<Completion> complete(const Step& step, const std::vector<OptimizerRequest>& requests) = 0;
    /// Runs the plan to its end. The outcomes it returns are stored with the responses.
    virtual void stream(const Step& step, EvaluationPlan& plan) = 0;
    /// Stores a fact; saying it twice is saying it once.
    virtual void record(const Fact& fact) = 0;
    /// The gate in front of a loop: may wait. Called with Step{r, Start | Inner | Outer | Test}; the inner loop is
    /// also the border of its iteration, the test that of the whole run. Returns what the user inserted here: user
    /// prompts before an inner loop, system prompts before an outer loop. There is no call in front of a single
    /// candidate: the port sees that border itself, by the candidate of the next request (user prompts in an inner
    /// loop, system prompts elsewhere), since optimizer requests come in slot order, and evaluations too in
    /// SlotOrder.
    virtual QList<Insertion> enter(const Step& step) = 0;
};

/// Thrown by the port when the run cannot go on now: stopped by the user, budget, unrecoverable error. The only
/// exception type inside core/optimize; the engine catches it.
struct RunInterrupted
{
    Error error;
};

/// The value, or the run cannot go on.
template <typename T>
T unwrapped(Result<T> result)
{
    if (!result)
        throw RunInterrupted{result.error()};
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

template <>
struct Names<OptimizerRole>
{
    static constexpr std::array<std::pair<OptimizerRole, const char*>, 9> table{
        {{OptimizerRole::AnalyseUserPrompt, "analyse-user-prompt"},
         {OptimizerRole::RewriteUserPrompt, "rewrite-user-prompt"},
         {OptimizerRole::AnalyseSystemPrompt, "analyse-system-prompt"},
         {OptimizerRole::RewriteSystemPrompt, "rewrite-system-prompt"},
         {OptimizerRole::InduceInstruction, "induce-instruction"},
         {OptimizerRole::Paraphrase, "paraphrase"},
         {OptimizerRole::Crossover, "crossover"},
         {OptimizerRole::Mutate, "mutate"},
         {OptimizerRole::Condense, "condense"}}};
};

} // namespace metaspo
