#include "ui/kit/Settings.h"

#include <QStandardPaths>

namespace metaspo {

std::unique_ptr<QSettings> windowSettings()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return std::make_unique<QSettings>(folder + QStringLiteral("/metaspo/workbench.ini"), QSettings::IniFormat);
}

} // namespace metaspo
