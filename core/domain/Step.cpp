#include "core/domain/Step.h"

#include "core/domain/Cell.h"

#include <QStringList>
#include <QUrl>

namespace metaspo {

namespace {

// A task name may hold a slash; a step's parts may not.
QString encoded(const QString& task)
{
    QString result = task;
    return result.replace(u'%', QLatin1String("%25")).replace(u'/', QLatin1String("%2F"));
}

tl::unexpected<Error> notAStep(QStringView text)
{
    return failure(ErrorKind::WrongUsage, QStringLiteral("'%1' is not a step").arg(text), {},
                   QStringLiteral("Write iteration/loop/task/slot, for example 2/inner/anatomy/1 or 2/outer/4."));
}

} // namespace

size_t qHash(const Step& step, size_t seed) noexcept
{
    return qHashMulti(seed, step.iteration, static_cast<int>(step.loop), step.task, step.slot);
}

size_t qHash(const Cell& cell, size_t seed) noexcept
{
    return qHashMulti(seed, cell.system, cell.user, cell.task, static_cast<int>(cell.split));
}

QString text(const Step& step)
{
    QString result = QString::number(step.iteration) + u'/' + name(step.loop);
    if (!step.task.isEmpty())
        result += u'/' + encoded(step.task);
    if (step.slot > 0)
        result += u'/' + QString::number(step.slot);
    return result;
}

Result<Step> parseStep(QStringView text)
{
    const QList<QStringView> parts = text.split(u'/');
    if (parts.size() < 2 || parts.size() > 4)
        return notAStep(text);
    bool isNumber = false;
    Step step;
    step.iteration = parts[0].toInt(&isNumber);
    const auto loop = fromName<Loop>(parts[1]);
    if (!isNumber || step.iteration < 0 || !loop)
        return notAStep(text);
    step.loop = *loop;
    // The outer loop belongs to no task: its third part is the slot. Elsewhere the third part is a task.
    const bool slotAtOnce = parts.size() == 3 && step.loop == Loop::Outer;
    if (parts.size() >= 3 && !slotAtOnce)
        step.task = QUrl::fromPercentEncoding(parts[2].toUtf8());
    if (parts.size() == 4 || slotAtOnce) {
        step.slot = parts.back().toInt(&isNumber);
        if (!isNumber || step.slot < 1)
            return notAStep(text);
    }
    return step;
}

Step loopOf(const Step& step)
{
    return Step{step.iteration, step.loop, {}, 0};
}

bool isBeforeFork(const Step& step, const Step& fork)
{
    const auto order = [](const Step& position) { // the test is one, after whichever iteration was the last
        const bool isTest = position.loop == Loop::Test;
        return std::tuple(isTest, isTest ? 0 : position.iteration, position.loop);
    };
    if (order(step) != order(fork))
        return order(step) < order(fork);
    if (step.task != fork.task && !step.task.isEmpty() && !fork.task.isEmpty())
        return true;
    return step.slot < fork.slot;
}

} // namespace metaspo
