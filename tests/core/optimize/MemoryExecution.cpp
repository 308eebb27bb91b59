#include "tests/core/optimize/MemoryExecution.h"

namespace metaspo {

namespace {

QString keyOf(const EvaluationRequest& request)
{
    return QStringLiteral("%1 %2 %3#%4").arg(text(request.system), text(request.user), request.task)
        .arg(request.example);
}

QString keyOf(const OptimizerRequest& request)
{
    return QStringLiteral("%1 %2 %3").arg(text(request.candidate), name(request.role)).arg(request.attempt);
}

} // namespace

void MemoryExecution::pay(const QString& key)
{
    if (m_paid == interruptAfter)
        throw RunInterrupted{Error{ErrorKind::Stopped, QStringLiteral("Interrupted"), {}, {}}};
    ++m_paid;
    if (memory)
        ++memory->timesAsked[key];
}

std::vector<Completion> MemoryExecution::complete(const Step&, const std::vector<OptimizerRequest>& requests)
{
    std::vector<Completion> completions;
    for (const OptimizerRequest& request : requests) {
        if (keepsRequests)
            optimizerRequests.push_back(request);
        const QString key = memory ? keyOf(request) : QString();
        if (memory && memory->optimizer.contains(key)) {
            completions.push_back(memory->optimizer.value(key));
            continue;
        }
        pay(key);
        ++optimizerCalls;
        completions.push_back(optimizer(request));
        if (memory)
            memory->optimizer.insert(key, completions.back());
    }
    return completions;
}

void MemoryExecution::stream(const Step& step, EvaluationPlan& plan)
{
    ++streams;
    if (!m_draw)
        m_draw.emplace(arrival, u"arrival");
    const QString wave = memory ? text(loopOf(step)) : QString();
    if (memory) {
        auto remembered = memory->waves.value(wave);
        m_draw->shuffle(remembered);
        for (const auto& [request, completion] : remembered)
            plan.answered(request, completion);
    }
    std::vector<EvaluationRequest> inFlight;
    for (;;) {
        while (static_cast<int>(inFlight.size()) < width) {
            std::optional<EvaluationRequest> request = plan.next(order);
            if (!request)
                break;
            if (keepsRequests)
                evaluationRequests.push_back(*request);
            inFlight.push_back(std::move(*request));
        }
        if (inFlight.empty())
            return;
        const auto arrived = static_cast<std::size_t>(m_draw->below(static_cast<qsizetype>(inFlight.size())));
        std::swap(inFlight[arrived], inFlight.back());
        const EvaluationRequest request = std::move(inFlight.back());
        inFlight.pop_back();
        pay(memory ? keyOf(request) : QString());
        ++baseCalls;
        const Completion completion = base(request);
        if (memory)
            memory->waves[wave].append({request, completion});
        plan.answered(request, completion);
    }
}

QList<Insertion> MemoryExecution::enter(const Step& step)
{
    entered.append(text(step));
    return insertions ? insertions(step) : QList<Insertion>();
}

bool runToItsEnd(MemoryExecution& execution, const MethodInput& input)
{
    try {
        runMethod(execution, input);
        return true;
    } catch (const RunInterrupted& interruption) {
        if (interruption.error.kind != ErrorKind::Stopped)
            throw std::runtime_error(sentence(interruption.error).toStdString());
        return false;
    }
}

} // namespace metaspo
