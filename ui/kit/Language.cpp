#include "ui/kit/Language.h"

#include <QCoreApplication>
#include <QTranslator>

namespace metaspo {

void installLanguage(QCoreApplication& application)
{
    auto* plurals = new QTranslator(&application);
    if (plurals->load(QStringLiteral(":/translations/workbench_en.qm")))
        QCoreApplication::installTranslator(plurals);
}

} // namespace metaspo
