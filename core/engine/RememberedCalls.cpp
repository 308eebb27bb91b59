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

// In the order in which they were stored, so that every replay is the same.
QList<RememberedCall> evaluationsOf(const QHash<QString, RememberedCall>& calls)
{
    QList<RememberedCall> result;
    for (const RememberedCall& call : calls)
        if (call.evaluation)
            result.append(call);
    std::sort(result.begin(), result.end(),
              [](const RememberedCall& left, const RememberedCall& right) { return left.call < right.call; });
    return result;
}

} // namespace

Error stepDiffers(const QString& callKey)
{
    return {ErrorKind::StepDiffers, QStringLiteral("Step '%1' differs").arg(callKey),
            QStringLiteral("What would be asked now is not what was asked then"), {}};
}

RememberedCalls::RememberedCalls(Reader& reader, qint64 run, const QList<Ancestor>& ancestors)
    : m_reader(reader), m_run(run)
{
    if (ancestors.isEmpty())
        return;
    m_parent = ancestors.front().run;
    m_fork = ancestors.front().fork;
}

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
    if (m_parent) {
        auto inherited = m_reader.remembered(*m_parent, text(wave));
        if (!inherited)
            return tl::unexpected(inherited.error());
        for (RememberedCall& call : *inherited)
            if (isBeforeFork(positionOf(call, wave), m_fork) && !m_own.contains(call.key))
                m_inherited.insert(call.key, std::move(call));
    }
    m_isLoaded = true;
    return {};
}

QList<RememberedCall> RememberedCalls::evaluations() const
{
    return evaluationsOf(m_own);
}

QList<RememberedCall> RememberedCalls::inheritedEvaluations() const
{
    return evaluationsOf(m_inherited);
}

const RememberedCall* RememberedCalls::own(const QString& key) const
{
    const auto found = m_own.constFind(key);
    return found == m_own.constEnd() ? nullptr : &*found;
}

const RememberedCall* RememberedCalls::inherited(const QString& key) const
{
    const auto found = m_inherited.constFind(key);
    return found == m_inherited.constEnd() ? nullptr : &*found;
}

void RememberedCalls::takeOver(const RememberedCall& call)
{
    m_inherited.remove(call.key);
    m_own.insert(call.key, call);
}

Result<std::optional<RememberedCall>> RememberedCalls::sameRequest(const QByteArray& digest)
{
    return m_reader.answeredCall(digest);
}

} // namespace metaspo
