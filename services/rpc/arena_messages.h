// SPDX-License-Identifier: Apache-2.0
//
// Requests of a callback method on an arena. A form is hundreds of small messages, which an arena makes and frees together.
#pragma once

#include <google/protobuf/arena.h>
#include <grpcpp/support/message_allocator.h>

namespace heng::rpc {

// For SetMessageAllocatorFor_METHOD of a service; outlives its calls. The response is not on the arena, so that answers made
// elsewhere move into it.
template <typename Request, typename Response>
class ArenaMessages final : public grpc::MessageAllocator<Request, Response> {
 public:
  grpc::MessageHolder<Request, Response>* AllocateMessages() override { return new Holder; }

 private:
  class Holder final : public grpc::MessageHolder<Request, Response> {
   public:
    Holder() : arena_(Options()) {
      this->set_request(google::protobuf::Arena::CreateMessage<Request>(&arena_));
      this->set_response(&response_);
    }
    void Release() override { delete this; }

   private:
    static google::protobuf::ArenaOptions Options() {
      google::protobuf::ArenaOptions options;
      options.start_block_size = 8 * 1024;
      options.max_block_size = 256 * 1024;
      return options;
    }

    google::protobuf::Arena arena_;
    Response response_;
  };
};

}  // namespace heng::rpc
