#pragma once

#include <QLabel>
#include <QTimer>

namespace metaspo {

class ClosingProjects;

/// "Finishing 3 calls." or, when none are out, "Closing the project."
QString closingText(const ClosingProjects& closing);

/// Says in the status bar that a project which was closed still finishes its calls; hidden otherwise.
class ClosingLabel : public QLabel
{
    Q_OBJECT

public:
    ClosingLabel(ClosingProjects& closing, QWidget* parent);

private:
    void showState();

    ClosingProjects& m_closing;
    QTimer m_look;
};

} // namespace metaspo
