#include "ui/kit/PlainText.h"
#include "ui/run/RunForm.h"
#include "ui/run/SizesField.h"
#include "ui/run/SourceChooser.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>

namespace metaspo {

// What the engine refuses to change of a fork; iterations that the parent has gone through are behind it.
void RunForm::holdShared()
{
    const QString why =
        tr("Shared with run %1, since the answers of both are compared: method, base model, tasks, system "
           "prompt, examples and seed.")
            .arg(*m_request.forkOf);
    m_sizes->holdShared(m_request.forkAt, why);
    for (QWidget* field : QList<QWidget*>{m_method, m_scope, m_base, m_sources, m_prompt}) {
        field->setEnabled(false);
        field->setToolTip(displayToolTip(why));
    }
    m_shared->setText(why);
    m_shared->show();
}

} // namespace metaspo
