#pragma once

#include "core/domain/Error.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QStringList>

namespace metaspo {

/// What the optimizer model is asked with, as people edit it: YAML by name (resources/templates). A run keeps its own
/// copy, byte for byte. Pure functions, any thread.
using TemplateTexts = QMap<QString, QByteArray>;

/// A text that a template has or had, in the program or in a run of the file.
struct TemplateVersion
{
    QString name;
    int version = 1; ///< as written in it
    QByteArray yaml;
    QList<qint64> runs; ///< that were made with it; empty: only the program has it
    bool isOwn = false; ///< comes with the program
    bool operator==(const TemplateVersion&) const = default;
};

/// Those that come with the program.
Result<TemplateTexts> ownTemplates();
/// Names whose text is not the program's own, whatever version is written in it.
QStringList changedTemplates(const TemplateTexts& texts);
/// BadInput, with why: no readable template, another template, or an input that nobody fills in.
Result<void> checkTemplate(const QString& name, const QByteArray& yaml);

int templateVersion(const QByteArray& yaml);
QByteArray withTemplateVersion(const QByteArray& yaml, int version);
/// Equal but for the version that is written in them.
bool isSameTemplate(const QByteArray& one, const QByteArray& other);
/// Gives a text the number it had, or, if it is new, one more than any text of its name among `known`.
QByteArray numbered(const QString& name, const QByteArray& yaml, const QList<TemplateVersion>& known);

} // namespace metaspo
