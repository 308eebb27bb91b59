#include "core/engine/RunRequests.h"

#include "core/engine/CallKey.h"
#include "core/optimize/AnswerTag.h"
#include "core/optimize/EvaluationMessages.h"

namespace metaspo {

RunRequests::RunRequests(const RunSetup& setup, Connection base, Connection optimizer, QList<Ancestor> ancestors)
    : m_setup(setup), m_base(std::move(base)), m_optimizer(std::move(optimizer)), m_ancestors(std::move(ancestors))
{
    for (const RunTask& task : setup.tasks)
        for (const Example& example : task.task.examples)
            m_questions[task.task.name].insert(example.index, example.question);
}

void RunRequests::note(const Candidate& candidate)
{
    m_texts.insert(candidate.step, candidate.text);
}

bool RunRequests::isInherited(const Step& loop) const
{
    return !m_ancestors.isEmpty() && isBeforeFork(loop, loopOf(m_ancestors.front().fork));
}

bool RunRequests::isInherited(const OptimizerRequest& request) const
{
    return ancestorAt(m_ancestors, request.candidate) != nullptr;
}

const Connection& RunRequests::connection(ModelRole role) const
{
    return role == ModelRole::Optimizer ? m_optimizer : m_base;
}

NewCall RunRequests::callFor(const OptimizerRequest& request, const Step& wave) const
{
    const Ancestor* ancestor = ancestorAt(m_ancestors, request.candidate);
    const RunSettings& settings = ancestor ? ancestor->settings : m_setup.record.settings;
    NewCall call;
    call.run = run();
    call.key = callKey(request);
    call.wave = text(wave);
    call.role = ModelRole::Optimizer;
    call.messages = request.messages;
    call.parameters = {settings.optimizerTemperature, settings.optimizerOutputTokens,
                       settings.proposalForm == ProposalForm::Schema ? schemaOf(request.answerTag) : QString()};
    call.digest = requestDigest(ancestor ? ancestor->optimizer : m_optimizer, request.messages, call.parameters,
                                request.attempt);
    return call;
}

NewCall RunRequests::callFor(const EvaluationRequest& request, const Step& wave) const
{
    const RunSettings& settings = m_setup.record.settings;
    NewCall call;
    call.run = run();
    call.key = callKey(wave, request);
    call.wave = text(wave);
    call.role = ModelRole::Base;
    call.evaluation = placeOf(request);
    call.parameters = {settings.baseTemperature, settings.baseOutputTokens, {}};
    call.digest = requestDigest(m_base, request.messages, call.parameters, request.repeat);
    return call;
}

EvaluationRequest RunRequests::requestAt(const EvaluationPlace& place) const
{
    EvaluationRequest request;
    request.system = place.system;
    request.user = place.user;
    request.task = place.task;
    request.split = place.split;
    request.example = place.example;
    request.repeat = place.repeat;
    request.messages = evaluationMessages(m_texts.value(place.system), m_texts.value(place.user),
                                          m_questions.value(place.task).value(place.example));
    return request;
}

Step candidateOf(const EvaluationRequest& request, const Step& wave)
{
    return wave.loop == Loop::Inner ? request.user : request.system;
}

EvaluationPlace placeOf(const EvaluationRequest& request)
{
    return {request.system, request.user, request.task, request.split, request.example, request.repeat};
}

} // namespace metaspo
