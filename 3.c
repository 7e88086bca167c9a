#include "listening.h"

/* Two packets of 20 ms of the customer are missing; the agent's are there. The customer's samples may be anything. */
listening_status customer_lost(listening_session *call, const int16_t *interleaved)
{
    listening_status status = listening_session_push_lost(call, 320, LISTENING_PARTY_CUSTOMER);
    return status == LISTENING_STATUS_OK ? listening_session_push_i16(call, interleaved, 320) : status;
}
