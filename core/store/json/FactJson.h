#pragma once

#include "core/domain/Fact.h"

#include <QByteArray>

namespace metaspo {

/// A fact as a row of `decision`: kind and subject are its key, content is what must be the same on replay. Of a
/// candidate's text the content holds the SHA-256.
struct FactRow
{
    QString kind;
    QString subject;
    QByteArray content;
};

FactRow rowOf(const Fact& fact);
/// Nothing: a kind that this version does not know. A candidate's text is left empty.
std::optional<Fact> factOf(const QString& kind, const QByteArray& content);

} // namespace metaspo
