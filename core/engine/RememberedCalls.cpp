#include "core/engine/RememberedCalls.h"

namespace metaspo {

namespace {

// "2/outer/4 rewrite-system-prompt" belongs to 2/outer/4; an evaluation to the newer of its two candidates.
Step positionOf(const RememberedCall& call, const Step& wave)
{
    if (call.evaluation) {
        const Step& candidate = wave.loop == Loop::Inner ? call.evaluation->user : call.evaluation->system;
        return loopOf(candidate) == loopOf(wave) ? candidate : loopOf(wave);
    }
    const Result<Step> step = parseStep(QStringView(call.key).left(call.key.indexOf(u' ')));
    return step ? *step : wave;
}

} // namespace

bool isBeforeFork(const Step& step, const Step& fork)
{
    const auto order = [](const Step& position) {
        return std::tuple(position.loop == Loop::Test, position.iteration, position.loop);
    };
    if (order(step) != order(fork))
        return order(step) < order(fork);
    if (step.task != fork.task && !step.task.isEmpty() && !fork.task.isEmpty())
        return true; // the tasks of an inner loop do not depend on one another
    return step.slot < fork.slot;
}

RememberedCalls::RememberedCalls(Reader& reader, qint64 run, QList<Ancestor> ancestors)
    : m_reader(reader), m_run(run), m_ancestors(std::move(ancestors))
{}

Result<void> RememberedCalls::load(const Step& wave)
{
    if (m_isLoaded && wave == m_wave)
        return {};
    m_own.clear();
    m_inherited.clear();
    m_wave = wave;
    auto own = m_reader.remembered(m_run, text(wave));
    if (!own)
        return tl::unexpected(own.error());
    for (RememberedCall& call : *own)
        m_own.insert(call.key, std::move(call));
    for (const Ancestor& ancestor : m_ancestors) {
        auto inherited = m_reader.remembered(ancestor.run, text(wave));
        if (!inherited)
            return tl::unexpected(inherited.error());
        for (RememberedCall& call : *inherited)
            if (isBeforeFork(positionOf(call, wave), ancestor.before) && !m_inherited.contains(call.key))
                m_inherited.insert(call.key, std::move(call));
    }
    m_isLoaded = true;
    return {};
}

QList<RememberedCall> RememberedCalls::evaluations() const
{
    QList<RememberedCall> result;
    for (const RememberedCall& call : m_own)
        if (call.evaluation)
            result.append(call);
    std::sort(result.begin(), result.end(),
              [](const RememberedCall& left, const RememberedCall& right) { return left.call < right.call; });
    return result;
}

const RememberedCall* RememberedCalls::own(const QString& key) const
{
    const auto found = m_own.constFind(key);
    return found == m_own.constEnd() ? nullptr : &*found;
}

const RememberedCall* RememberedCalls::inherited(const QString& key, const QByteArray& digest) const
{
    const auto found = m_inherited.constFind(key);
    return found == m_inherited.constEnd() || found->digest != digest ? nullptr : &*found;
}

Result<std::optional<RememberedCall>> RememberedCalls::sameRequest(const QByteArray& digest)
{
    return m_reader.answeredCall(digest);
}

} // namespace metaspo
