#pragma once

#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

class QSplitter;
class QWidget;

namespace metaspo {

/// How a person divides the window among its panels: the sizes of all splitters with a name, kept from one start to the
/// next.
class PanelSizes : public QObject
{
    Q_OBJECT

public:
    /// Of a window that has not been shown yet: its splitters are as the program made them.
    explicit PanelSizes(QWidget* window);

    void reset(); ///< as the program made them
    void keep();  ///< what was changed, at once; soon after each change it does so by itself

private:
    QMap<QSplitter*, QByteArray> m_original;
    QSet<QSplitter*> m_changed;
    QTimer m_soon;
};

} // namespace metaspo
