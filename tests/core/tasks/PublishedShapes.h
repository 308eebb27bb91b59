#pragma once

#include <QByteArrayList>

namespace metaspo {

/// A small file of our own in the shape of a published data set, under a name that says nothing.
struct Sample
{
    const char* preset;
    const char* name;
    QByteArray content;
};

/// The row `count` times, a line each; "%" becomes the line's number.
QByteArray repeated(const QByteArray& row, int count);
QByteArray reviews();
QByteArray medical();
/// BIG-Bench Hard with these targets in turn.
QByteArray hard(const QByteArray& suffix, const QByteArrayList& targets);
QByteArray hateTests();
QByteArray statements();
QByteArray passages();
QByteArray openQuestions();
/// One per preset, but for paired text files.
QList<Sample> samples();

} // namespace metaspo
