#include "core/engine/LoopWords.h"

namespace metaspo {

QString loopWords(const Step& loop)
{
    const QString where = loop.iteration > 0 ? QStringLiteral(" of iteration %1").arg(loop.iteration) : QString();
    switch (loop.loop) {
    case Loop::Start: return QStringLiteral("The initial prompts are scored");
    case Loop::Inner: return QStringLiteral("The inner loop") + where;
    case Loop::Outer: return QStringLiteral("The outer loop") + where;
    case Loop::Test: return QStringLiteral("The final scores on test");
    }
    return text(loop);
}

QString loopPurpose(const Step& loop)
{
    switch (loop.loop) {
    case Loop::Inner: return loopWords(loop) + QStringLiteral(": new user prompts for every source task");
    case Loop::Outer: return loopWords(loop) + QStringLiteral(": new system prompts");
    case Loop::Start:
    case Loop::Test: break;
    }
    return loopWords(loop);
}

} // namespace metaspo
